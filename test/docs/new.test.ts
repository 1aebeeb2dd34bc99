import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProject, type Project } from '../package/project.ts'
import { blocksOf, root, shownAs } from './pages.ts'

/** Those of a list show parts, and are none of them. */
const blocks = blocksOf('docs/new.md')

let project: Project
let said = ''

beforeAll(async () => {
  project = await createProject()
  const modules = join(project.folder, 'node_modules')
  for (const name of ['tsx', 'vitest'])
    await symlink(join(root, 'node_modules', name), join(modules, name))
  await symlink('../vitest/vitest.mjs', join(modules, '.bin/vitest'))
})
afterAll(() => project.remove())

async function type(line: string) {
  // What they install is there already, out of the tarball.
  if (/^npm (init|install) /.test(line)) return
  const { stdout, stderr } = await project.run('env', ['NO_COLOR=1', 'sh', '-c', line])
  said = stdout
  expect(said, stderr).not.toBe('')
}

it('the page leads from a document to a double whose test passes, out of the tarball', async () => {
  expect(blocks.map(({ language }) => language)).toEqual([
    'sh',
    'yaml',
    ...['sh', '', 'sh', '', 'sh', '', 'sh', ''],
  ])
  for (const { language, file, text } of blocks) {
    if (language === 'yaml') await project.write(file, text)
    else if (language === 'sh') for (const line of text.trim().split('\n')) await type(line)
    else expect(said).toMatch(shownAs(text, /^…$/m))
  }
})
