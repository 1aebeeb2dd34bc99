import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { changedSinceBuilt } from '../build/staleness.ts'
import { root } from './programs.ts'

/** The project of somebody who has installed the package with msw, and nothing besides. */
export const project = join(root, 'bench/.installed')

/** The command as that project has it. */
export const command: readonly string[] = [
  process.execPath,
  join(project, 'node_modules/contract-doubles/dist/server/bin.cjs'),
]

/** Builds the package where a source is newer, and installs what npm would publish where that is newer. */
export function installPackage(): void {
  if (changedSinceBuilt() !== undefined) {
    console.log('Building the package')
    run(['run', 'build'], root)
  }
  if (
    changedAt(join(root, 'dist/server/bin.cjs')) < changedAt(join(project, 'package-lock.json'))
  ) {
    return
  }
  console.log('Installing the package into a project of its own')
  rmSync(project, { recursive: true, force: true })
  mkdirSync(project, { recursive: true })
  const tarball = run(['pack', '--ignore-scripts', '--pack-destination', project], root)
    .trim()
    .split('\n')
    .at(-1)
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const dependencies = { 'contract-doubles': `file:${tarball}`, msw: devDependencies.msw }
  const manifest = { private: true, type: 'module', dependencies }
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest))
  run(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], project)
}

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

function run(args: readonly string[], cwd: string): string {
  // What npm tells its scripts is about this package, and not about the project.
  const own = /^npm_(?!config_(registry|cache|userconfig)$)/
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
  return execFileSync('npm', [...args, '--loglevel=error'], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
