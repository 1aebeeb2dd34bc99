import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../server/serve/serve.ts'

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
  /^ +1 passed \(/m,
  /^ +Tests +1 passed \(1\)$/m,
  /^121\n1\n$/,
]

let served: Served

/**
 * A suite runs in Vitest or Playwright, with a configuration of its own; any other program in Node, without its types:
 * tsx would compile the built package once more with each of them.
 */
async function run(nth: number, code: string): Promise<string> {
  const { ending, command } = runnerOf(code)
  const file = `${folder}${nth}${ending}`
  const isTyped = ending.endsWith('.ts')
  // The server of the page is another one here.
  const own = code.replace('http://127.0.0.1:4010', served.url)
  await writeFile(file, isTyped ? own : (await transform(own, { loader: 'ts' })).code)
  const env = { ...process.env, NO_COLOR: '1', CONTRACT_DOUBLES_URL: served.url }
  return (await promisify(execFile)(process.execPath, [...command, file], { cwd: root, env }))
    .stdout
}

function runnerOf(code: string) {
  const modules = `${root}node_modules/`
  if (code.includes("from 'vitest'")) {
    return { ending: '.test.ts', command: [`${modules}vitest/vitest.mjs`, 'run', '--root', folder] }
  }
  if (code.includes("from 'contract-doubles/playwright'")) {
    const config = `${folder}playwright.config.mjs`
    return {
      ending: '.spec.ts',
      command: [`${modules}@playwright/test/cli.js`, 'test', '-c', config],
    }
  }
  return { ending: '.js', command: [] }
}

beforeAll(async () => {
  served = await serve({ port: 0, quiet: true })
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}vitest.config.mjs`, 'export default {}')
  await writeFile(
    `${folder}playwright.config.mjs`,
    `export default { testMatch: '*.spec.ts', reporter: 'list', outputDir: 'results' }`,
  )
})
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

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
