import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProject, env, type Project } from '../package/project.ts'
import { blocksOf, root, shownAs } from './pages.ts'

const blocks = blocksOf('docs/your-own-api.md')

let project: Project
let server: ChildProcess | undefined
let origin = 'http://127.0.0.1:4010'
let said = ''

beforeAll(async () => {
  project = await createProject()
  const modules = join(project.folder, 'node_modules')
  for (const name of ['tsx', 'vitest', 'typescript']) {
    await symlink(join(root, 'node_modules', name), join(modules, name))
  }
  await symlink('../vitest/vitest.mjs', join(modules, '.bin/vitest'))
  // For a machine that has only Node.js: the one of the system goes first.
  await mkdir(join(project.folder, 'bin'))
  await copyFile(join(root, 'test/shell/curl.mjs'), join(project.folder, 'bin/curl'))
  await chmod(join(project.folder, 'bin/curl'), 0o755)
})
afterAll(async () => {
  await stop()
  await project.remove()
})

/** Stops the server, with the npx that it was started by. */
async function stop() {
  if (server?.pid === undefined) return
  const closed = isOver(server) ? undefined : once(server, 'close')
  if (closed) process.kill(-server.pid, 'SIGTERM')
  await closed
  server = undefined
}

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null

/** As in a terminal of one's own, on a port that is free. */
async function start(line: string) {
  await stop()
  const child = spawn('sh', ['-c', `exec ${line}`], {
    ...{ cwd: project.folder, detached: true },
    env: { ...env, PORT: '0' },
  })
  server = child
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += chunk
    })
  }
  // A server that cannot start ends, and is waited for no longer.
  await expect.poll(() => output + (isOver(child) ? 'over' : '')).toMatch(/listening on \S+|over$/)
  expect(output).toMatch(/listening on \S+/)
  origin = /listening on (\S+)/.exec(output)?.[1] ?? ''
}

/** Puts a block into its file: as all of it, behind it, or in the place of one of its lines. */
async function put(target: string, text: string) {
  const [file = '', place] = target.split(' ')
  if (place === undefined) return writeFile(join(project.folder, file), text)
  const before = await readFile(join(project.folder, file), 'utf8')
  const lines = before.split('\n')
  if (place !== '+') lines[Number(place) - 1] = text.trimEnd()
  await project.write(file, place === '+' ? `${before}\n${text}` : lines.join('\n'))
}

async function type(line: string) {
  // What they install is there already, out of the tarball.
  if (/^npm (init|install) /.test(line)) return
  if (line === 'npx contract-doubles serve') return start(line)
  const own = line.replaceAll('http://127.0.0.1:4010', origin)
  const path = `${process.env.PATH}${delimiter}${join(project.folder, 'bin')}`
  const { stdout, stderr } = await project.run('env', [
    `PATH=${path}`,
    'NO_COLOR=1',
    'sh',
    '-c',
    own,
  ])
  said = stdout.replaceAll(origin, 'http://127.0.0.1:4010')
  expect(said, stderr).not.toBe('')
}

it('the guide leads from an empty folder to a verified double, line by line', async () => {
  expect(blocks.length).toBeGreaterThan(25)
  for (const { language, file, text } of blocks) {
    if (language === 'ts') await put(file, text)
    else if (language === 'sh') for (const line of text.trim().split('\n')) await type(line)
    else expect(said).toMatch(shownAs(text))
  }
})

it('what the guide has written compiles in strict mode', async () => {
  const flags =
    '--strict --noEmit --module nodenext --target es2023 --allowImportingTsExtensions --skipLibCheck'
  const files = ['contract-doubles.config.ts', 'parcels.test.ts']
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await project.run(process.execPath, [tsc, ...flags.split(' '), ...files])
  expect(stdout).toBe('')
})
