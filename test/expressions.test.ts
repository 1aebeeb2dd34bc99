import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every regular expression of the sources that a request can get to, with a file that has it. */
async function expressions(): Promise<Map<string, { readonly file: string; readonly it: RegExp }>> {
  const found = new Map<string, { file: string; it: RegExp }>()
  for (const folder of ['contract', 'handlers', 'server']) {
    for (const name of await readdir(root + folder, { recursive: true })) {
      if (!name.endsWith('.ts')) continue
      const file = `${folder}/${name}`
      const { code } = await transform(await readFile(root + file, 'utf8'), { loader: 'ts' })
      for (const one of literalsIn(parseAst(code))) found.set(String(one), { file, it: one })
    }
  }
  return found
}

function literalsIn(node: unknown): RegExp[] {
  if (typeof node !== 'object' || node === null) return []
  const own = Reflect.get(node, 'regex')
  if (own) return [new RegExp(Reflect.get(own, 'pattern'), Reflect.get(own, 'flags'))]
  return Object.values(node).flatMap(literalsIn)
}

const letters = [
  'a',
  'A',
  '0',
  ' ',
  '\t',
  '-',
  '.',
  '/',
  ':',
  '=',
  '"',
  '\\',
  '[',
  ']',
  '@',
  '+',
  ',',
]
const pairs = ['a ', 'a.', 'a/', 'a=', 'a,', 'a-', 'a:', '/a', '" ', 'a"', '\\"', '[a', 'é']

/** What is repeated, what comes before it so that it gets anywhere, and what behind it, so that it fails late. */
function attacks(expression: RegExp, length: number): string[] {
  const [, start = ''] = /^\^?((?:[\w ]|\\\/)*)/.exec(expression.source) ?? []
  const prefixes = new Set(['', start.replaceAll('\\', ''), '"', 'a', '["'])
  return [...prefixes].flatMap(prefix =>
    [...letters, ...pairs].flatMap(pump =>
      ['', '\u0000', '"', '\n'].map(
        end => prefix + pump.repeat(Math.ceil(length / pump.length)).slice(0, length) + end,
      ),
    ),
  )
}

/** Milliseconds of the processor, which a busy machine does not make more. */
function costOf(expression: RegExp, text: string): number {
  const before = process.cpuUsage()
  if (expression.global) text.replace(expression, '')
  else expression.test(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** An attack that costs the square of its length, or more, for which a few letters are enough. */
function weakness(expression: RegExp): string | undefined {
  for (const [length, long] of [
    [24, 24],
    [4096, 16_384],
  ] as const) {
    const longer = attacks(expression, long)
    const isWeak = (text: string, nth: number) =>
      // Whatever took the processor for a moment does not do so again.
      costOf(expression, text) > 4 &&
      costOf(expression, longer[nth] ?? '') > (long === 24 ? 15 : 40)
    const found = attacks(expression, length).find(isWeak)
    if (found !== undefined) return found
  }
  return undefined
}

/** What only the doubles' own options get to: the end of a base URL. */
const own = ['/\\/+$/']

describe('a regular expression', () => {
  it.each([
    /([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]*))/g,
    /[^/]+\.json$/,
    /\s+$/,
    /\/+$/,
    /^basic +(\S+ *)*$/,
    /^(.*)[,;](.*)=$/,
  ])('would be found if its cost grew with the square: %s', expression => {
    expect(weakness(expression)).toBeDefined()
  })

  it('costs no more than a time that grows with what a stranger sends: whatever it is made of', async () => {
    const all = await expressions()
    expect(all.size).toBeGreaterThan(60)
    for (const expression of own) all.delete(expression)
    const weak = [...all.values()].filter(one => weakness(one.it) !== undefined)
    expect(weak.map(({ file, it: expression }) => `${file}: ${expression}`)).toEqual([])
  })
})
