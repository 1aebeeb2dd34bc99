import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
// Within the package, so that its own name leads to what was built.
const folder = `${root}test/.snippets/`
const readme = await readFile(`${root}README.md`, 'utf8')

const blocksOf = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, code = '']) => code,
  )

/** What each TypeScript block of the README prints, in its order. */
const printed = [
  /first_name: 'Ada'[\s\S]*id: 'user_abc123'/,
  /^200 \{\s+id: 'user_[a-z0-9]{16}',\s+created_at: '2026-01-01T00:00:00Z'/,
  /^Overplane at https:\/\/api\.overplane\.dev: 0 breaches, /,
  /^400\n200\n\[\s+'The query has "page", which is not documented/,
  /^ +Tests +1 passed \(1\)$/m,
  /^121\n1\n$/,
]

/**
 * A suite runs in Vitest, with a configuration of its own; any other program in Node, without its types: tsx would
 * compile the built package once more with each of them.
 */
async function run(nth: number, code: string): Promise<string> {
  const isSuite = code.includes("from 'vitest'")
  const file = `${folder}${nth}${isSuite ? '.test.ts' : '.js'}`
  await writeFile(file, isSuite ? code : (await transform(code, { loader: 'ts' })).code)
  const vitest = [`${root}node_modules/vitest/vitest.mjs`, 'run', '--root', folder]
  const command = isSuite ? [...vitest, file] : [file]
  const env = { ...process.env, NO_COLOR: '1' }
  return (await promisify(execFile)(process.execPath, command, { cwd: root, env })).stdout
}

beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}vitest.config.mjs`, 'export default {}')
})
afterAll(() => rm(folder, { recursive: true }))

describe('the README', () => {
  it('has a known number of programs', () => {
    expect(blocksOf('ts')).toHaveLength(printed.length)
  })

  it.concurrent.each(printed.map((output, nth) => ({ nth, output })))(
    'has a program $nth that runs and prints what it says',
    async ({ nth, output }) => {
      expect(await run(nth, blocksOf('ts')[nth] ?? '')).toMatch(output)
    },
  )

  it('names only commands that there are', async () => {
    const { scripts } = JSON.parse(await readFile(`${root}package.json`, 'utf8'))
    const named = [...readme.matchAll(/npm (?:run )?(start|test|cli|bench|build)\b/g)]
    expect(named.length).toBeGreaterThan(3)
    for (const [, name = ''] of named) expect(scripts).toHaveProperty(name)
  })
})
