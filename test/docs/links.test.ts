import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { groups } from '../../docs/.vitepress/pages.ts'
import { docs, read, root } from './pages.ts'

const examples = readdirSync(`${root}examples`).map(name => `examples/${name}/README.md`)
const all = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...examples, ...docs]
const ours = 'https://github.com/contract-doubles/contract-doubles/'

/** A page as it is read: what stands in a fence is no heading and no link. */
const proseOf = (page: string): string => read(page).replace(/^```[\s\S]*?^```/gm, '')

const anchors = new Map<string, Set<string>>()

/** The anchors that the headings of a page get, on GitHub as on the site. */
function anchorsOf(page: string): Set<string> {
  const known = anchors.get(page)
  if (known) return known
  const headings = [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
  anchors.set(page, new Set(headings))
  return new Set(headings)
}

/** Where a link leads in this repository; nothing where it leads elsewhere. */
function targetOf(page: string, link: string): { file: string; anchor: string } | undefined {
  const [path = '', anchor = ''] = link.split('#')
  if (path.startsWith(ours)) {
    const [, file] = /^(?:tree|raw|blob)\/main\/(.*)$/.exec(path.slice(ours.length)) ?? []
    return file === undefined ? undefined : { file, anchor }
  }
  if (/^[a-z]+:/.test(path)) return undefined
  return { file: path === '' ? page : join(dirname(page), path), anchor }
}

function faultOf(page: string, link: string): string | undefined {
  const target = targetOf(page, link)
  if (target === undefined) return undefined
  const { file, anchor } = target
  if (!existsSync(root + file)) return `${page}: ${link} leads to nothing`
  if (anchor === '') return undefined
  const text = file.endsWith('.md') ? file : join(file, 'README.md')
  return anchorsOf(text).has(anchor) ? undefined : `${page}: ${link} leads to no heading`
}

describe('the pages', () => {
  it('lead to files and headings that there are', () => {
    const faults = all.flatMap(page => {
      const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to)
      return links.flatMap(link => faultOf(page, link) ?? [])
    })
    expect(faults).toEqual([])
  })

  it('would be found to lead astray', () => {
    expect(faultOf('docs/limits.md', 'nowhere.md')).toContain('leads to nothing')
    expect(faultOf('docs/limits.md', 'speed.md#nothing')).toContain('leads to no heading')
    expect(faultOf('README.md', `${ours}tree/main/docs/nothing.md`)).toContain('leads to nothing')
  })

  it('of the site lead to each other by relative links, and out of docs by whole ones', () => {
    for (const page of docs) {
      for (const [, to = ''] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
        const target = targetOf(page, to)
        if (target === undefined) continue
        const isInside = !relative('docs', target.file).startsWith('..')
        const isPage = isInside && /\.(md|jpg)$/.test(target.file)
        expect(to.startsWith('https://'), `${page}: ${to}`).toBe(!isPage)
      }
    }
  })

  it('all stand in the list of pages, and each once', () => {
    const listed = groups.flatMap(({ pages }) => pages.map(([file]) => `docs/${file}.md`))
    expect(listed.toSorted()).toEqual(docs.filter(page => page !== 'docs/README.md'))
  })

  it('begin with their titles', () => {
    for (const page of docs) expect(read(page), page).toMatch(/^# \S/)
  })
})

it('the README can be read in two minutes', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(160)
})

describe('docs/troubleshooting.md', () => {
  const sources = ['contract', 'handlers', 'server']
    .flatMap(folder =>
      readdirSync(root + folder, { recursive: true }).map(name => `${folder}/${name}`),
    )
    .filter(name => name.endsWith('.ts'))
    .map(read)
    .join('\n')
  const quoted = [...read('docs/troubleshooting.md').matchAll(/^### (Failed to .{20,})$/gm)]

  it('quotes messages that there are', () => {
    expect(quoted.length).toBeGreaterThan(15)
    for (const [, message = ''] of quoted) {
      const pieces = message
        .split(/…|: /)
        .map(piece => piece.replace(/^[\s"]+|[\s".]+$/g, ''))
        .filter(piece => piece.length > 4)
      for (const piece of pieces) expect(sources, message).toContain(piece)
    }
  })
})
