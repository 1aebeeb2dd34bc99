import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { build, transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'
import { type Block, blocksOf, followed, pages, read, root } from './pages.ts'

// Within the package, so that its own name leads to what was built.
const folder = `${root}test/.snippets/`

const all = pages
  .filter(page => !followed.includes(page))
  .flatMap(blocksOf)
  .filter(({ language }) => /^[jt]sx?$/.test(language))
const programs = all.filter(({ file }) => file === '')

const imports = (name: string) => (block: Block) => block.text.includes(`from '${name}'`)
const inVitest = programs.filter(imports('vitest'))
const inPlaywright = programs.filter(imports('contract-doubles/playwright'))
const inBrowser = programs.filter(imports('contract-doubles/browser'))
const inNode = programs.filter(
  block => ![...inVitest, ...inPlaywright, ...inBrowser].includes(block),
)

let served: Served

beforeAll(async () => {
  served = await serve({ port: 0, quiet: true })
  await mkdir(folder, { recursive: true })
})
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

const nameOf = ({ at }: Block): string => at.replace(/\W+/g, '-')

/** Writes a program down, for a server that is another one than that of the page. */
async function put(block: Block, ending: string): Promise<string> {
  const file = `${folder}${nameOf(block)}${ending}`
  await writeFile(file, block.text.replaceAll('http://127.0.0.1:4010', served.url))
  return file
}

/** Gives the code, and all that was said. */
function run(command: readonly string[]) {
  const env = { ...process.env, NO_COLOR: '1', CONTRACT_DOUBLES_URL: served.url }
  return new Promise<{ code: number | null; stdout: string; said: string }>(done => {
    const child = execFile(process.execPath, command, { cwd: root, env }, (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, said: stdout + stderr }),
    )
  })
}

const count = (blocks: readonly Block[], test: RegExp): number =>
  blocks.flatMap(({ text }) => [...text.matchAll(test)]).length

/** What a program says that it prints, where `…` stands for anything. */
const promisedBy = ({ text }: Block): readonly RegExp[] =>
  [...text.matchAll(/^ *console\.log\(.*\) *(?:\/\/ (.*))?$/gm)].map(([, told = '']) => {
    const parts = told.split('…').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    return new RegExp(`^${parts.join('.*')}$`)
  })

/** What a program has not kept of what it says. */
function faultsOf(block: Block, { fault, printed = [] }: Partial<Outcome> = {}): readonly string[] {
  const promised = promisedBy(block)
  if (fault !== undefined) return [`${block.at}: ${fault}`]
  if (printed.length !== promised.length) return [`${block.at}: prints ${printed.length} times`]
  const lines = printed.map(line => line.replace(/\s+/g, ' '))
  return lines.flatMap((line, n) =>
    promised[n]?.test(line) ? [] : [`${block.at}: ${line} is no ${promised[n]}`],
  )
}

describe('the programs of the pages', () => {
  it('are there', () => {
    expect(inNode.length).toBeGreaterThan(10)
    expect(inVitest.length).toBeGreaterThan(1)
    expect(inPlaywright.length).toBeGreaterThan(0)
    expect(inBrowser.length).toBeGreaterThan(1)
  })

  it('run, and print what stands beside each console.log', async () => {
    const files: string[] = []
    for (const block of inNode) {
      const { code } = await transform(block.text, { loader: 'ts', sourcefile: block.at })
      files.push(await put({ ...block, text: code }, '.mjs'))
    }
    const { code, stdout, said } = await run([`${root}test/docs/run.mjs`, ...files])
    expect(code, said).toBe(0)
    const outcomes: readonly Outcome[] = JSON.parse(stdout)
    expect(inNode.flatMap((block, nth) => faultsOf(block, outcomes[nth]))).toEqual([])
  })

  it('run in Vitest, where they are for it', async () => {
    await writeFile(`${folder}vitest.config.mjs`, 'export default {}')
    for (const block of inVitest) await put(block, '.test.ts')
    const vitest = `${root}node_modules/vitest/vitest.mjs`
    const flags = ['--root', folder, '--maxWorkers=1', '--no-isolate']
    const { code, said } = await run([vitest, 'run', ...flags])
    expect(code, said).toBe(0)
    const tests = count(inVitest, /^ *(?:it|test)(?:\.concurrent)?\(/gm)
    expect(said).toMatch(new RegExp(`Tests +${tests} passed \\(${tests}\\)`))
  })

  it('run in Playwright, where they are for it', async () => {
    const config = `${folder}playwright.config.mjs`
    await writeFile(
      config,
      `export default { testMatch: '*.spec.ts', reporter: 'list', outputDir: 'results', workers: 1 }`,
    )
    for (const block of inPlaywright) await put(block, '.spec.ts')
    const playwright = `${root}node_modules/@playwright/test/cli.js`
    const { code, said } = await run([playwright, 'test', '-c', config])
    expect(code, said).toBe(0)
    expect(said).toContain(`${count(inPlaywright, /^test\(/gm)} passed`)
  })

  it('are complete where they are for a browser: whatever they import is there', async () => {
    const entryPoints = await Promise.all(inBrowser.map(block => put(block, '.ts')))
    await build({
      ...{ entryPoints, bundle: true, write: false, outdir: folder, logLevel: 'silent' },
      ...{ format: 'esm', platform: 'browser', target: 'es2022', splitting: true },
    })
  })

  it('are the files of an example where they have the name of one, which runs them', () => {
    const named = pages.flatMap(blocksOf).filter(({ file }) => file.startsWith('examples/'))
    expect(named.length).toBeGreaterThan(4)
    for (const { at, file, text } of named) expect(text, at).toBe(read(file))
  })

  it('can be read where they are files of a framework that is not installed here', async () => {
    for (const { at, file, language, text } of all.filter(isOfFramework)) {
      expect(file, at).toMatch(/\.[jt]sx?$/)
      await transform(text, { loader: language === 'js' ? 'jsx' : 'tsx', sourcefile: at })
    }
  })
})

/** Tried by hand, in a project of its own. */
const isOfFramework = ({ file }: Block): boolean => file !== '' && !file.startsWith('examples/')

type Outcome = { readonly printed: readonly string[]; readonly fault?: string }
