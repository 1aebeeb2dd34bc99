import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtCommand } from '../built.ts'
import { blocksOf, shownAs } from './pages.ts'

const blocks = blocksOf('docs/changes.md')

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changes-'))
  const command = `#!/bin/sh\nshift\nexec '${process.execPath}' '${builtCommand()}' "$@"\n`
  await writeFile(join(folder, 'npx'), command, { mode: 0o755 })
})
afterAll(() => rm(folder, { recursive: true }))

/** What a line prints, whatever its exit code. */
const run = (text: string) =>
  new Promise<string>(resolve => {
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` }
    const options = { cwd: folder, env }
    execFile('sh', ['-c', text], options, (_, out, err) => resolve(err + out))
  })

it('the page on what changed does what it says, line by line', async () => {
  expect(blocks.map(({ language }) => language).filter(one => one === 'text')).toHaveLength(6)
  let said = ''
  for (const { language, file, text } of blocks) {
    if (language === 'json') await writeFile(join(folder, file), text)
    else if (language === 'sh') for (const line of text.trim().split('\n')) said = await run(line)
    else expect(said).toMatch(shownAs(text))
  }
})
