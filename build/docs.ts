import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'

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
