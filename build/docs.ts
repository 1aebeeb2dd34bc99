import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { groups } from '../docs/.vitepress/pages.ts'

// The site of the documentation: the reference out of the doc comments, then all pages as HTML, into docs/.vitepress/dist.
rmSync('docs/api', { recursive: true, force: true })
const run = (command: string, ...args: string[]) =>
  execFileSync('npx', ['--no', '--', command, ...args], {
    cwd: 'docs',
    stdio: 'inherit',
    shell: true,
  })
run('typedoc')
run('vitepress', 'build')

// llms.txt leads to the pages as they are written.
for (const [file] of groups.flatMap(({ pages }) => pages)) {
  cpSync(`docs/${file}.md`, `docs/.vitepress/dist/${file}.md`)
}
