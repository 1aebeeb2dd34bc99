import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readText } from '../../contract/adapters/wire.ts'
import { bodyLimit, type Call } from '../../contract/answer/call.ts'
import { breach, parse, readJson, readQuery, wholeNumber } from '../../contract/answer/parse.ts'
import { type Issue, type Refusal, Refused } from '../../contract/answer/refusal.ts'

const Note = z.object({
  title: z.string().check(z.minLength(2), z.maxLength(5)),
  stars: z.int().check(z.gte(1), z.lte(3)),
  colour: z.enum(['red', 'blue']),
  mail: z.exactOptional(z.string().check(z.regex(/@/))),
  even: z.exactOptional(
    z.number().check(
      z.check(({ value, issues }) => {
        if (value % 2 !== 0) issues.push(breach('even', value, 'an even number'))
      }),
    ),
  ),
  pinned: z._default(z.boolean(), false),
  items: z.exactOptional(z.array(z.object({ id: z.string() }))),
})

const good = { title: 'milk', stars: 2, colour: 'red' }

/** The refusal that a function ends in. */
const refusalOf = (run: () => unknown): Refusal | undefined => {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.refusal
    throw thrown
  }
  return undefined
}

const issuesOf = (sent: unknown, place: Issue['in'] = 'body'): readonly Issue[] => {
  const refusal = refusalOf(() => parse(Note, sent, place))
  return refusal?.kind === 'invalid' ? refusal.issues : []
}

/** `place path: rule`, for each issue. */
const rulesOf = (sent: unknown) => issuesOf(sent).map(({ path, rule }) => `${path}: ${rule}`)

describe('parse', () => {
  it('gives what the schema makes of what was sent, defaults and all', () => {
    expect(parse(Note, { ...good, unknown: 1 }, 'body')).toEqual({ ...good, pinned: false })
  })

  it('reports every issue at once, in the order of the schema', () => {
    const sent = {
      items: [{ id: 'a' }, {}, { id: 3 }],
      pinned: 'yes',
      even: 3,
      mail: 'nobody',
      colour: 'green',
      stars: 4,
      title: 'x',
    }
    expect(issuesOf(sent)).toEqual([
      { in: 'body', path: 'title', rule: 'min', wanted: 2, sent: 'x' },
      { in: 'body', path: 'stars', rule: 'max', wanted: 3, sent: 4 },
      { in: 'body', path: 'colour', rule: 'option', wanted: ['red', 'blue'], sent: 'green' },
      { in: 'body', path: 'mail', rule: 'format', wanted: 'invalid_format', sent: 'nobody' },
      { in: 'body', path: 'even', rule: 'even', wanted: 'an even number', sent: 3 },
      { in: 'body', path: 'pinned', rule: 'type', wanted: 'boolean', sent: 'yes' },
      { in: 'body', path: 'items.1.id', rule: 'required', wanted: undefined, sent: undefined },
      { in: 'body', path: 'items.2.id', rule: 'type', wanted: 'string', sent: 3 },
    ])
  })

  it('tells a key that is missing from one whose value has the wrong type', () => {
    expect(rulesOf({})).toEqual(['title: required', 'stars: required', 'colour: required'])
    expect(rulesOf({ ...good, title: null })).toEqual(['title: type'])
    expect(rulesOf({ ...good, title: 7, stars: '2' })).toEqual(['title: type', 'stars: type'])
    expect(rulesOf({ ...good, stars: 1.5 })).toEqual(['stars: type'])
  })

  it('tells a value that is too small or too long', () => {
    expect(rulesOf({ ...good, title: 'coffee' })).toEqual(['title: max'])
    expect(rulesOf({ ...good, title: 'm', stars: 0 })).toEqual(['title: min', 'stars: min'])
  })

  it('says whether it is the query or the body that is wrong', () => {
    expect(issuesOf({ ...good, stars: 0 }, 'query').map(issue => issue.in)).toEqual(['query'])
    expect(issuesOf({ ...good, stars: 0 }, 'body').map(issue => issue.in)).toEqual(['body'])
  })

  it('puts the issues that only the state can tell behind those of the schema', () => {
    const taken: Issue = { in: 'body', path: 'title', rule: 'unique', sent: 'milk' }
    const refusal = refusalOf(() => parse(Note, { ...good, stars: 0 }, 'body', () => [taken]))
    expect(refusal).toMatchObject({ kind: 'invalid', issues: [{ path: 'stars' }, taken] })
    expect(refusalOf(() => parse(Note, good, 'body', () => [taken]))).toEqual({
      kind: 'invalid',
      issues: [taken],
    })
  })

  it('shows a check what was sent and what was found so far', () => {
    const seen: unknown[] = []
    const check = (sent: unknown, found: readonly Issue[]) => {
      seen.push(sent, found.length)
      return []
    }
    refusalOf(() => parse(Note, { title: 'x' }, 'body', check))
    expect(seen).toEqual([{ title: 'x' }, 3])
    expect(parse(Note, good, 'body', check)).toMatchObject(good)
  })

  it('drops the keys of prototypes like any other that it does not know', () => {
    const sent = JSON.parse('{"__proto__":{"pinned":true},"constructor":{"prototype":{"hit":1}}}')
    const value = parse(Note, Object.assign(sent, good), 'body')
    expect(Object.entries(value)).toEqual([...Object.entries(good), ['pinned', false]])
    expect(Reflect.get({}, 'hit')).toBeUndefined()
  })
})

const call = (sent: Pick<Call, 'text' | 'fault'>): Call => ({
  method: 'POST',
  origin: 'http://localhost',
  path: '/notes',
  search: '',
  headers: {},
  ...sent,
})

describe('a JSON body', () => {
  it('is an object; none at all is one without keys', () => {
    expect(readJson(call({ text: ' {"a":[1]} ' }))).toEqual({ a: [1] })
    expect(readJson(call({ text: '' }))).toEqual({})
    expect(readJson(call({ text: ' \n' }))).toEqual({})
  })

  it('keeps a key named __proto__ as a key', () => {
    const read = readJson(call({ text: '{"__proto__":{"hit":1}}' }))
    expect(Object.keys(read)).toEqual(['__proto__'])
    expect(Reflect.get(read, 'hit')).toBeUndefined()
  })

  it('is refused where it is another kind of JSON, no JSON, or not UTF-8', () => {
    const detailOf = (sent: Pick<Call, 'text' | 'fault'>) => refusalOf(() => readJson(call(sent)))
    const malformed = (detail: string) => ({ kind: 'malformed', detail })
    for (const text of ['[]', 'null', '1', '"a"', 'true']) {
      expect(detailOf({ text })).toEqual(malformed('the body must be a JSON object'))
    }
    for (const text of ['{', 'a=1', "{'a':1}", '{"a":1}}', '[[[']) {
      expect(detailOf({ text })).toEqual(malformed('the body is not valid JSON'))
    }
    expect(detailOf({ text: '', fault: 'encoding' })).toEqual(
      malformed('the body is not valid UTF-8'),
    )
    expect(detailOf({ text: '', fault: 'compressed' })).toEqual(
      malformed('the body is compressed, send it plain, without Content-Encoding'),
    )
  })

  it('is at most 1 MiB of UTF-8', () => {
    expect(bodyLimit).toBe(1_048_576)
    expect(readText(new Uint8Array(1_048_576).fill(97)).text).toHaveLength(1_048_576)
    expect(readText(new Uint8Array(1_048_577).fill(97))).toEqual({ text: '', fault: 'size' })
    expect(readText(new Uint8Array([0x63, 0xc3, 0xa9]))).toEqual({ text: 'cé' })
    expect(readText(new Uint8Array([0x63, 0xe9]))).toEqual({ text: 'c\ufffd', fault: 'encoding' })
    expect(readText(new Uint8Array([0xef, 0xbb, 0xbf, 0x63]))).toEqual({ text: '\ufeffc' })
    expect(readText(undefined)).toEqual({ text: '' })
    expect(readText(new Uint8Array([0x1f, 0x8b]))).toEqual({ text: '', fault: 'compressed' })
    expect(readText(new Uint8Array([0x7b]), 'br')).toEqual({ text: '', fault: 'compressed' })
  })
})

describe('a query', () => {
  it('is its parameters, of one that is given twice the last', () => {
    expect(readQuery('?a=1&b=x+y%21&a=2&c')).toEqual({ a: '2', b: 'x y!', c: '' })
    expect(readQuery('')).toEqual({})
  })

  it('keeps a parameter named __proto__ as one', () => {
    expect(Object.entries(readQuery('?__proto__=1'))).toEqual([['__proto__', '1']])
  })

  it('has whole numbers in decimal digits, and nothing else for them', () => {
    const page = z.object({ page: wholeNumber(z.int().check(z.gte(-3))) })
    const pageOf = (sent: string) => parse(page, { page: sent }, 'query').page
    expect(['0', '7', '007', '-3', '999999999999999'].map(pageOf)).toEqual([
      0, 7, 7, -3, 999_999_999_999_999,
    ])
    expect(['1'.repeat(17), '9'.repeat(400)].map(pageOf)).toEqual(Array(2).fill(2 ** 53 - 1))
    for (const sent of [
      '',
      ' 1',
      '1.0',
      '1e3',
      '0x1',
      '+1',
      '--1',
      '-4',
      '-'.padEnd(20, '9'),
      '١',
    ]) {
      expect([sent, refusalOf(() => pageOf(sent))?.kind]).toEqual([sent, 'invalid'])
    }
  })
})
