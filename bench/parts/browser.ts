import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { project } from '../installed.ts'
import { ours } from '../load/own.ts'
import { createRecord, type Findings } from '../measure.ts'
import type { Part } from '../part.ts'
import { medianOf, type Table } from '../report/table.ts'

const folder = join(project, 'page')

/** What a page loads with one API; its parts are what they weigh apart. */
const groups = ['ours', 'msw', 'faker', 'others'] as const

const msw = 'msw'
const demo = 'Overplane and the demo world'

/** What one API adds to the production build of a page that has msw already. */
export const browser: Part = {
  name: 'browser',
  async measure() {
    const record = createRecord()
    mkdirSync(folder, { recursive: true })
    const start = "import { setupWorker } from 'msw/browser'\n"
    const pages = {
      [msw]: `${start}import { http } from 'msw'\nsetupWorker(http.get('/', () => {})).start()`,
      ...Object.fromEntries(Object.keys(ours).map(own => [own, start + pageOf(own)])),
      [demo]: `${start}import { demo } from 'contract-doubles/demo'\n${pageOf('Overplane', '{ world: demo }')}`,
    }
    for (const [who, text] of Object.entries(pages)) {
      for (const [group, bytes] of Object.entries(await weighed(text))) {
        record.add(who, group, 'kB', bytes / 1000)
      }
    }
    return record.measures
  },
  tables: findings => [table(findings)],
}

const pageOf = (own: string, options = ''): string =>
  `import { create${own} } from 'contract-doubles/${own.toLowerCase()}'
setupWorker(...create${own}(${options}).handlers).start()`

/** The gzipped bytes of what a page loads at once, by whose they are; what it may load later is not among them. */
async function weighed(text: string): Promise<Record<string, number>> {
  writeFileSync(join(folder, 'main.js'), text)
  writeFileSync(join(folder, 'index.html'), '<script type="module" src="/main.js"></script>')
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { output: { codeSplitting: { groups: [named] } } } },
  })
  const chunks = [built]
    .flat()
    .flatMap(one => ('output' in one ? one.output : []))
    .filter(one => one.type === 'chunk')
  const loaded = loadedBy(chunks, chunks.find(one => one.isEntry)?.fileName)
  const bytes: Record<string, number> = Object.fromEntries(groups.map(group => [group, 0]))
  for (const { name, code } of chunks.filter(one => loaded.has(one.fileName))) {
    const group = groups.find(one => name === one) ?? 'ours'
    bytes[group] = (bytes[group] ?? 0) + gzipSync(code, { level: 9 }).length
  }
  return { ...bytes, all: Object.values(bytes).reduce((sum, one) => sum + one, 0) }
}

const named = { name: (id: string) => groupOf(id) }

/** Whose a module is. What of @mswjs/data is built in lies among our files. */
function groupOf(id: string): string | undefined {
  if (/contract-doubles\/dist\/chunks\/data-/.test(id)) return 'others'
  if (id.includes('contract-doubles/dist')) return undefined
  if (id.includes('@faker-js')) return 'faker'
  if (/node_modules\/(zod|pure-rand)\//.test(id)) return 'others'
  return id.includes('node_modules') ? 'msw' : undefined
}

/** A file with all that it imports, without what is only imported when it is asked for. */
function loadedBy(
  chunks: readonly Rolldown.OutputChunk[],
  file = '',
  found = new Set<string>(),
): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const one of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) {
    loadedBy(chunks, one, found)
  }
  return found
}

/** What a page is heavier by than one with msw alone. */
export function addedTo(findings: Findings, who: string, group = 'all'): number {
  const of = (name: string) => findings.spread(name, group, 'kB')?.median ?? Number.NaN
  return of(who) - of(msw)
}

const table = (findings: Findings): Table => ({
  title: 'In a browser: kB, gzipped, of a production build by Vite',
  about:
    'What the page loads at once. Added is what it has beyond a page with msw and one handler; others are zod, pure-rand and what is used of @mswjs/data.',
  head: ['', ...groups, 'all', 'added'],
  rows: [msw, ...Object.keys(ours), demo].map(who => [
    who,
    ...[...groups, 'all'].map(group => medianOf(findings.spread(who, group, 'kB'))),
    addedTo(findings, who).toFixed(1),
  ]),
})
