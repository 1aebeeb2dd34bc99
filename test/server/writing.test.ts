import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectWritable, writeWhole } from '../../server/files/writing.ts'

let folder: string
const file = (name = 'x.txt') => ({ what: 'the report', path: join(folder, name) })
const read = (name = 'x.txt') => readFile(join(folder, name), 'utf8')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'writing-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a file that is written as a whole', () => {
  it('is there with its text, and nothing beside it', async () => {
    await writeWhole(file(), 'old')
    await writeWhole(file(), 'new')
    expect(await read()).toBe('new')
    expect(await readdir(folder)).toEqual(['x.txt'])
  })

  it('keeps its permissions, and the link that leads to it', async () => {
    await writeFile(join(folder, 'real.txt'), 'old')
    await chmod(join(folder, 'real.txt'), 0o640)
    await symlink('real.txt', join(folder, 'x.txt'))
    await writeWhole(file(), 'new')
    expect(await read('real.txt')).toBe('new')
    expect((await stat(join(folder, 'real.txt'))).mode & 0o777).toBe(0o640)
    expect(await readdir(folder)).toEqual(['real.txt', 'x.txt'])
  })

  it('may be a device, which stays one', async () => {
    await writeWhole({ what: 'the report', path: '/dev/null' }, 'x')
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true)
  })

  it.each([
    ['no/x.txt', 'ENOENT'],
    ['.', 'it is a folder'],
  ])('is refused in a sentence where it cannot be: %s', async (name, why) => {
    const one = file(name)
    await expect(expectWritable(one)).rejects.toThrow(
      `Failed to write the report "${one.path}": ${why}`,
    )
    expect(await readdir(folder)).toEqual([])
  })

  it('is the old one or the new one, whenever the process is killed', async () => {
    const texts = ['a', 'b'].map(letter => letter.repeat(4_000_000))
    const writing = new URL('../../server/files/writing.ts', import.meta.url).href
    const program = `const { writeWhole } = await import(${JSON.stringify(writing)})
      for (let nth = 0; ; nth += 1) {
        await writeWhole(${JSON.stringify(file())}, (nth % 2 ? 'b' : 'a').repeat(4_000_000))
        if (nth === 0) console.log('written')
      }`
    for (const wait of [5, 12, 19, 26]) {
      const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      await new Promise(resolve => setTimeout(resolve, wait))
      child.kill('SIGKILL')
      await once(child, 'close')
      expect(texts.includes(await read())).toBe(true)
    }
  })
})
