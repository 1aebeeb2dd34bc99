import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url)

async function linesOf(folder: string): Promise<(readonly [string, number])[]> {
  const entries = await readdir(new URL(folder, root), { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => `${entry.parentPath}/${entry.name}`)
  return Promise.all(
    files.map(async file => [file, (await readFile(file, 'utf8')).split('\n').length - 1] as const),
  )
}

describe('the architecture', () => {
  it('answers with a core of less than 600 lines', async () => {
    const core = (await linesOf('contract')).filter(([file]) => /contract\/[^/]+\.ts$/.test(file))
    expect(core.length).toBeGreaterThan(5)
    expect(core.reduce((sum, [, lines]) => sum + lines, 0)).toBeLessThan(600)
  })

  it('has no file of more than 200 lines', async () => {
    const folders = [
      'contract',
      'handlers',
      'factories',
      'fixtures',
      'server',
      'test',
      'bench',
      'examples',
    ]
    const files = (await Promise.all(folders.map(linesOf))).flat()
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter(([file, lines]) => lines > 200 && !file.includes('node_modules'))).toEqual(
      [],
    )
  })

  it('has in each API folder the same files, and in each resource folder too', async () => {
    for (const api of ['overplane', 'pterodactyl', 'oberplan']) {
      const folder = new URL(`handlers/${api}`, root)
      const entries = await readdir(folder, { withFileTypes: true })
      const names = entries.map(({ name }) => name)
      expect(names).toEqual(expect.arrayContaining(['dialect.ts', 'index.ts', 'openapi.ts']))
      for (const resource of entries.filter(entry => entry.isDirectory())) {
        const files = await readdir(`${resource.parentPath}/${resource.name}`)
        expect(files.toSorted()).toEqual(['contract.ts', 'notes.ts', 'resolvers.ts', 'schema.ts'])
      }
    }
  })
})
