import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../programs.ts'
import type { Rival } from './rival.ts'

const folder = join(root, 'bench/.rivals')

/** Installs the rivals, each in a folder of its own, as nothing that this package depends on. */
export function installRivals(rivals: readonly Rival[]): void {
  for (const { name, package: id, version } of rivals) {
    const own = folderOf(id, version)
    if (existsSync(join(own, 'node_modules'))) continue
    console.log(`Installing ${name} ${version}, once`)
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'package.json'), '{ "private": true }\n')
    const how = ['--save-exact', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', `${id}@${version}`, ...how], { cwd: own, stdio: 'inherit' })
  }
}

/** The command of an installed rival. */
export function binOf({
  package: id,
  version,
}: Pick<Rival, 'package' | 'version'>): readonly string[] {
  const own = join(folderOf(id, version), 'node_modules', id)
  const { bin } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'))
  const [file = ''] = typeof bin === 'string' ? [bin] : Object.values<string>(bin)
  return [process.execPath, join(own, file)]
}

const folderOf = (id: string, version: string): string =>
  join(folder, `${id.replace(/^@.*\//, '')}-${version}`)
