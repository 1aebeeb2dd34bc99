import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../contract/answer/call.ts'
import { Refused } from '../../contract/answer/refusal.ts'
import { createPterodactyl } from '../../handlers/index.ts'
import { isEmail } from '../../handlers/pterodactyl/fields/email.ts'
import { keysOf, readForm } from '../../handlers/pterodactyl/php/form.ts'
import { parseJson } from '../../handlers/pterodactyl/php/json.ts'
import { textOf } from '../../handlers/pterodactyl/php/number.ts'
import { idOf, readBody, readPath, readQuery } from '../../handlers/pterodactyl/request.ts'
import bodies from './php/bodies.json' with { type: 'json' }
import emails from './php/email.json' with { type: 'json' }
import forms from './php/forms.json' with { type: 'json' }
import texts from './php/json.json' with { type: 'json' }

// What PHP was seen to make of texts, and what the readers of the double make of them. The tables were written down by
// PHP itself; each says by which.

/** An array as the tables tell it: its keys and values, in their order. */
const told = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? keysOf(value).map(key => [key, told(Reflect.get(value, key))])
    : value

/** JavaScript puts numbers first, among the variables themselves too. */
const sorted = (variables: unknown): unknown[] =>
  Array.from(Object(variables)).sort((a, b) => (String(a) < String(b) ? -1 : 1))

const call = (sent: Partial<Call>): Call => ({
  ...{ method: 'POST', origin: '', path: '', search: '', headers: {}, text: '' },
  ...sent,
})

const json = (text: string, sent: Partial<Call> = {}) =>
  call({ headers: { 'content-type': 'application/json' }, text, ...sent })

const detailOf = (read: () => unknown): string | undefined => {
  try {
    read()
    return undefined
  } catch (thrown) {
    return thrown instanceof Refused && 'detail' in thrown.refusal ? thrown.refusal.detail : ''
  }
}

describe('a form', () => {
  it.each(forms.read)('%j gives the variables that PHP makes of it', (text, variables) => {
    expect(sorted(told(readForm(String(text))))).toEqual(sorted(variables))
  })

  it('has a thousand variables, and no more', () => {
    const names = Array.from({ length: 1001 }, (_, nth) => `k${nth}`)
    expect(Object.keys(readForm(names.map(name => `${name}=1`).join('&')))).toEqual(
      names.slice(0, 1000),
    )
    expect(readForm(`${'=&'.repeat(999)}a=1&b=2`)).toEqual({ a: '1' })
  })

  it('goes 64 brackets deep; with one more a name takes away what there was', () => {
    const name = (depth: number) => `a${'[b]'.repeat(depth)}`
    expect(readForm(`a=1&${name(65)}=2&c=3`)).toEqual({ c: '3' })
    const { a } = readForm(`a=1&${name(64)}=2`)
    expect(JSON.stringify(a)).toBe(`${'{"b":'.repeat(64)}"2"${'}'.repeat(64)}`)
  })
})

describe('a body', () => {
  it.each(bodies.read)('of a %s with the type %j: %j', (method, type, text, variables) => {
    const sent = { method: String(method), headers: { 'content-type': String(type) } }
    const read = readBody(call({ ...sent, text: String(text) }))
    const trimmed = JSON.parse(JSON.stringify(variables), (_, value) =>
      typeof value === 'string' ? value.trim() || null : value,
    )
    expect(sorted(told(read))).toEqual(sorted(trimmed))
  })

  it('keeps the fields beside a file that is no UTF-8', () => {
    const head = '--x\r\nContent-Disposition: form-data; name='
    const text = `${head}"a"\r\n\r\né\r\n${head}"f"; filename="f"\r\n\r\n\ufffd\0\r\n--\r\n${head}"b"\r\n\r\n2\r\n--x--`
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect(readBody(call({ headers, text, fault: 'encoding' }))).toEqual({ a: 'é', b: '2' })
  })

  it('tells bytes that are no UTF-8 where they come first', () => {
    const encoding = 'Malformed UTF-8 characters, possibly incorrectly encoded'
    const fault = 'encoding' as const
    expect(detailOf(() => readBody(json('{"a":"\ufffd"}', { fault })))).toBe(encoding)
    expect(detailOf(() => readBody(json('\ufffd{}', { fault })))).toBe(encoding)
    expect(detailOf(() => readBody(json('{x"\ufffd"}', { fault })))).toBe('Syntax error')
    expect(readBody(json('{"a":"\ufffd"}'))).toEqual({ a: '\ufffd' })
  })
})

describe('a JSON text', () => {
  /** As PHP writes it: an empty object is an empty list. */
  const written = (value: unknown): string =>
    JSON.stringify(value, (_, part) =>
      JSON.stringify(part) === '{}' && !Array.isArray(part) ? [] : part,
    )

  it.each(texts.read)('%j: %j', (text, fault, value) => {
    expect(detailOf(() => parseJson(String(text))) ?? null).toBe(fault)
    if (fault !== null || value === null) return
    // A number is the same with and without a fraction of nothing, and beyond what JavaScript keeps.
    expect(written(parseJson(String(text)))).toBe(JSON.stringify(JSON.parse(value)))
  })

  it.each([
    [1, 511, undefined],
    [1, 512, 'Maximum stack depth exceeded'],
    [2, 255, undefined],
    [2, 256, 'Maximum stack depth exceeded'],
  ] as const)('with %i brackets %i times: %j', (kinds, times, fault) => {
    const [open, close] = kinds === 1 ? ['[', ']'] : ['[{"a":', '}]']
    const text = `${open.repeat(times)}1${close.repeat(times)}`
    expect(detailOf(() => parseJson(text))).toBe(fault)
  })

  it('reads what is plain as it reads what is not', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        // A line feed that is escaped is none of what JavaScript is left to read.
        const beside = parseJson(`[${text}, "\\n"]`)
        expect(told(parseJson(text))).toEqual(told(Reflect.get(Object(beside), 0)))
      }),
    )
  })

  it.each([
    ['12345', '12345'],
    ['-0', '0'],
    ['-0.0', '-0'],
    ['1.0', '1'],
    ['1e2', '100'],
    ['1.5', '1.5'],
    ['1e-7', '1.0E-7'],
    ['0.0001', '0.0001'],
    ['123456789.123456789', '123456789.12346'],
    ['99999999999999.9', '1.0E+14'],
    ['1e20', '1.0E+20'],
    ['9007199254740993', '9007199254740993'],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', '9.2233720368548E+18'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['1e400', 'INF'],
  ])('the number %s is the text %s', (number, text) => {
    expect(textOf(parseJson(number))).toBe(text)
  })
})

/** What preg_replace('~^[\s\x{FEFF}\x{200B}\x{200E} \n\r\t\v\0]+|[…]+$~u') of PHP 8.2.36 cuts off, of all below U+30000. */
const blanks = [
  ...[0x00, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x180e],
  ...[0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a],
  ...[0x200b, 0x200e, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff],
]

describe('the blanks at the ends of a text', () => {
  it('are those of Laravel, and no others', () => {
    // A lone half of a surrogate pair is none of UTF-8.
    const codes = Array.from({ length: 0x30000 }, (_, code) => code).filter(
      code => code < 0xd800 || code > 0xdfff,
    )
    const sent = codes.map(code => String.fromCodePoint(code)).map(one => `${one}x${one}`)
    const { a } = readBody(json(JSON.stringify({ a: sent })))
    const found = codes.filter((_, nth) => Reflect.get(Object(a), nth) === 'x')
    expect(found).toEqual(blanks)
  })

  it('are cut off in lists and objects, in forms and queries, and not in a password', () => {
    const sent = { a: [' b ', { c: '\u200b' }, 1], password: ' p ', d: { password: ' p ' } }
    const read = { a: ['b', { c: null }, 1], password: ' p ', d: { password: 'p' } }
    expect(readBody(json(JSON.stringify(sent)))).toEqual(read)
    const query = 'a[]=%20b%20&a[1][c]=%E2%80%8B&password=+p+&d[password]=+p+&e='
    const variables = { ...read, a: ['b', { c: null }], e: null }
    expect(readQuery(`?${query}`)).toEqual(variables)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(readBody(call({ headers, text: query }))).toEqual(variables)
    expect(readBody(json('{"password":""}'))).toEqual({ password: null })
  })
})

describe('an email address', () => {
  it.each(emails.taken)('%j is one', text => {
    expect(isEmail(text)).toBe(true)
  })

  it.each(emails.refused)('%j is none', text => {
    expect(isEmail(text)).toBe(false)
  })
})

describe('a path', () => {
  it.each([
    ['/a', '/a'],
    ['/a///', '/a'],
    ['/', '/'],
    ['/%61/b%2Fc', '/a/b/c'],
    ['/a%2F', '/a/'],
    ['/a%2541', '/a%2541'],
    ['/a%', '/a%25'],
    ['/%C3%A9', '/%C3%A9'],
    ['/%FF', ''],
    ['/a%C3', ''],
  ])('%s is looked for as %s', (sent, read) => {
    expect(readPath(sent)).toBe(read)
  })
})

/** 96 KB of a passage. */
const much = (passage: string) => passage.repeat(Math.ceil(98_304 / passage.length))

/** What would take the square of its length, if anything did. */
const worst = ['a', 'a[b][&', '[', 'a[', 'a[b]', ']', '&', '=', '.', '%20', '%', '%FF', '+', '\0']
  .concat([
    ' ',
    '\t',
    '\u200b',
    '\n',
    '\r\n',
    '/',
    '%2F',
    '-',
    '_',
    '@',
    '"',
    '\\',
    '(',
    ')',
    '(a).',
  ])
  .concat([
    ';',
    '; a',
    ';a=',
    'boundary',
    '--x\r\n\r\n',
    '{',
    '[1,',
    '[]',
    '"a":',
    '\\u',
    '1',
    '0.',
    '1e',
  ])
  .concat(['ü', 'ü.', 'a.', 'pt', 'Bearer ', ', ', '😀', '-id,', 'IPv6', '::'])

// A cost that grows with the square is many thousand million steps here: it needs no limit on time to be felt.
describe('96 KB of the worst', () => {
  it.each(worst)('%j is read by every reader', passage => {
    const text = much(passage)
    for (const type of ['application/json', 'application/x-www-form-urlencoded', text])
      detailOf(() => readBody(call({ headers: { 'content-type': type }, text })))
    const part = `--x\r\nContent-Disposition: form-data; ${text}\r\n\r\n${text}`
    const multipart = 'multipart/form-data; boundary='
    for (const sent of [part, text])
      readBody(call({ headers: { 'content-type': `${multipart}x` }, text: sent }))
    readBody(call({ headers: { 'content-type': multipart + text }, text }))
    readQuery(`?${text}`)
    readPath(`/${text}x`)
    for (const email of [text, `a@${text}`, `"${text}`, `(${text}`, `a@[${text}`, `${text}@b`])
      isEmail(email)
    expect(idOf(`${text}x`)).toBeNaN()
  })

  it.each(worst)('%j is refused or found wherever it is sent', passage => {
    const { answer } = createPterodactyl({ fidelity: 'observed' })
    const text = `${much(passage)}!`
    const ask = (method: string, path: string, sent: Partial<Call> = {}) => {
      const headers = { authorization: 'Bearer ptla_full', 'content-type': 'application/json' }
      return answer(call({ headers, method, path, ...sent })).status
    }
    const users = '/api/application/users'
    const fields = ['email', 'username', 'first_name', 'external_id', 'language', 'root_admin']
    const body = JSON.stringify(Object.fromEntries(fields.map(name => [name, text])))
    expect(ask('POST', users, { text: body })).toBe(422)
    for (const name of ['filter[email]', 'filter[email][]', 'sort', 'page', 'per_page', 'include'])
      expect([200, 400]).toContain(
        ask('GET', users, { search: `?${name}=${encodeURIComponent(text)}` }),
      )
    for (const path of [
      `${users}/${encodeURI(text)}`,
      `${users}/external/${encodeURI(text)}`,
      text,
    ])
      expect(ask('GET', path)).toBe(404)
    for (const authorization of [text, `Bearer ${text}`, `Bearer ptla_${text}`])
      expect(ask('GET', users, { headers: { authorization } })).toBeOneOf([200, 401])
  })
})
