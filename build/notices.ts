import { readdirSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { read } from './files.ts'

/** Writes down whose work the build has taken along: the licenses of the packages that these files are of. */
export function writeNotices(files: readonly string[]): void {
  const folders = files.flatMap(file => {
    const path = relative('.', file).replaceAll('\\', '/')
    return /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []
  })
  const notices = [...new Set(folders)].toSorted().map(noticeOf)
  const intro = 'Parts of these packages are built into contract-doubles.'
  writeFileSync(
    'dist/THIRD-PARTY-NOTICES.txt',
    [intro, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`),
  )
}

function noticeOf(folder: string): string {
  const { name, version, license, author } = JSON.parse(read(`${folder}/package.json`))
  const file = readdirSync(folder).find(one => /^licen[cs]e/i.test(one))
  const terms = file ? read(`${folder}/${file}`).trim() : termsOf(name, license, author)
  return `${name} ${version} (${license})\n\n${terms}`
}

/** For a package that names its license and brings no text of it: ours is the same. */
function termsOf(name: string, license: string, author: string): string {
  const [, permission] = read('LICENSE')
    .trim()
    .split(/(?=Permission is)/)
  if (license === 'MIT' && permission) return `Copyright (c) ${author}\n\n${permission}`
  throw new Error(
    `Failed to find the license of "${name}": the package has no file of it. Add its text to build/notices.ts.`,
  )
}
