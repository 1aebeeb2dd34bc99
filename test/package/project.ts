import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { oncePerRun } from '../once-per-run.ts'
import { patience } from '../patience.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

// npm tells its scripts where they belong; the npm below works elsewhere.
const own = /^(VITEST|NODE_ENV|NODE_OPTIONS|npm_(?!config_(registry|cache|userconfig)$))/
export const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !own.test(name)),
)

export interface Project {
  readonly folder: string
  readonly tarball: string
  /** Where the package lies that was installed out of the tarball. */
  readonly installed: string
  write(file: string, text: string): Promise<void>
  run(command: string, args: readonly string[]): Promise<Outcome>
  remove(): Promise<void>
}

/** A project of somebody who installs the tarball beside msw, and nothing else. */
export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-doubles-'))
  // As links: nobody writes into a file that is installed.
  await run('cp', ['-RPl', `${await oncePerRun('installation', install)}/.`, folder], root)
  return {
    folder,
    tarball: join(folder, tarball),
    installed: join(folder, 'node_modules', 'contract-doubles'),
    write: (file, text) => writeFile(join(folder, file), text),
    run: (command, args) => run(command, args, folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

const tarball = `${manifest.name}-${manifest.version}.tgz`

async function install(folder: string): Promise<void> {
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root)
  await writeManifest(folder)
  const command = 'install --ignore-scripts --prefer-offline --no-audit --no-fund'
  const { code, stderr } = await run('npm', command.split(' '), folder)
  expect(code, stderr).toBe(0)
}

/**
 * Its lock file is ours: npm then needs no registry's word on any version, and finds every tarball by its checksum in
 * the cache that `npm ci` has just filled. Copying our node_modules would be no quicker, linking them would let the
 * package import what it does not declare.
 */
async function writeManifest(folder: string): Promise<void> {
  const { msw, '@types/node': node } = manifest.devDependencies
  const dependencies = { 'contract-doubles': `file:./${tarball}`, msw, '@types/node': node }
  const itself = { private: true, type: 'module', dependencies }
  const lock: Lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const packages = Object.entries(lock.packages)
    .filter(([path, { link = false }]) => path.startsWith('node_modules/') && !link)
    .map(([path, entry]) => [path, { resolved: urlOf(path, entry), ...entry }])
  const ours = { ...lock, packages: { '': itself, ...Object.fromEntries(packages) } }
  await writeFile(join(folder, 'package.json'), JSON.stringify(itself))
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(ours))
}

/** For a lock file that was written without addresses; npm puts the configured registry's in its place. */
function urlOf(path: string, { name = path.split('node_modules/').at(-1) ?? '', version }: Entry) {
  return `https://registry.npmjs.org/${name}/-/${name.split('/').at(-1)}-${version}.tgz`
}

type Entry = { readonly version?: string; readonly name?: string; readonly link?: boolean }
type Lock = { readonly packages: Readonly<Record<string, Entry>> }
type Outcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Never rejects: what a command says is worth more than that it failed. One that hangs is stopped. */
function run(command: string, args: readonly string[], cwd: string) {
  return new Promise<Outcome>(done => {
    const options = { cwd, env, timeout: patience }
    const child = execFile(command, args, options, (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    )
  })
}
