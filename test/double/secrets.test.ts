import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readQuery } from '../../contract/answer/parse.ts'
import { createJournal } from '../../contract/double/journal/journal.ts'
import { redactedSearch, redactedText } from '../../contract/double/journal/redacted-text.ts'
import { isSecret } from '../../contract/double/journal/redaction.ts'
import {
  createOberplan,
  createOverplane,
  createPterodactyl,
  type Double,
  type WorldChoice,
} from '../../handlers/index.ts'
import '../../handlers/vitest.ts'
import { failureOf } from '../matchers/failure.ts'

type AnyDouble = Double<unknown, WorldChoice>

const json = { 'Content-Type': 'application/json' }
const basic = { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` }
const users = '/api/core/user'

/** What must not be seen of a value that was sent, in no form in which it could travel. */
const formsOf = (secret: string) => [secret, btoa(secret).slice(0, -2), encodeURIComponent(secret)]

/** Everything that a double shows, logs, or exports of what it was asked. */
async function shownBy(double: AnyDouble): Promise<string> {
  const { journal } = double
  const operations = Object.keys(double.contract)
  const failures = operations.flatMap(operation => [
    failureOf(() => journal.verify(operation).calledTimes(99)),
    failureOf(() => expect(double).toHaveReceived(operation as never, { times: 99 })),
    failureOf(() => expect(double).toHaveReceived(operation as never, { body: { no: 1 } })),
  ])
  const pact = await journal.toPact({ consumer: 'crm' })
  const bodies = pact.interactions.map(({ request: { body } }) =>
    body?.encoded === 'base64' ? atob(String(body.content)) : '',
  )
  return [
    JSON.stringify(journal.entries),
    JSON.stringify([...journal.stream()]),
    inspect(journal.entries, { depth: null }),
    JSON.stringify(failures),
    failureOf(() => expect(double).not.toHaveNoViolations({ warnings: true })),
    JSON.stringify(pact),
    JSON.stringify(await journal.toHar()),
    JSON.stringify(bodies),
  ].join('\n')
}

const secret = 'hunter2-&=ü'
const fields = ['password', 'new_password', 'current_password', 'api_key', 'api_secret', 'token']
const more = ['secret', 'clientSecret', 'access-token', 'refresh_token', 'passwordConfirmation']
const names = [...fields, ...more, 'X-Api-Key', 'private_key', 'cookie']

describe.each([
  ['Overplane', () => createOverplane(), users, { Authorization: 'Bearer sk_1' }],
  [
    'Pterodactyl',
    () => createPterodactyl(),
    '/api/application/users',
    { Authorization: 'Bearer ptla_1' },
  ],
  ['Oberplan', () => createOberplan(), '/v1/users/me', basic],
] as const)('what %s was sent is shown without secrets', (_, create, path, credentials) => {
  const method = path.endsWith('me') ? 'PUT' : 'POST'
  const send = async (init: RequestInit, search = '') => {
    const double: AnyDouble = create()
    const headers = { ...credentials, ...json, ...init.headers }
    await double.fetch(path + search, { method, ...init, headers })
    return double
  }

  it.each(names)('under "%s", however deep in a body', async name => {
    const value = { [name]: secret, deep: [{ deeper: { [name]: secret } }], other: 'seen' }
    const shown = await shownBy(await send({ body: JSON.stringify(value) }))
    for (const form of formsOf(secret)) expect(shown).not.toContain(form)
    expect(shown).toContain('seen')
  })

  it.each(names)('under "%s", in a query', async name => {
    const query = new URLSearchParams({ [name]: secret, [`filter[${name}]`]: secret, page: '7' })
    const shown = await shownBy(await send({ body: '{}' }, `?${query}`))
    for (const form of formsOf(secret)) expect(shown).not.toContain(form)
    expect(shown).toContain('7')
  })

  it.each([
    ['broken JSON', json, `{"a":"seen","password":"${secret}","token": 847119230157, "b`],
    ['JSON that ends within', json, `{"a":"seen","api_key":"${secret}`],
    ['JSON in a list', json, `[{"a":"seen","token":{"deep":["${secret}"]}}]`],
    ['JSON that nests too deep', json, `{"password":"${secret}","seen":${'['.repeat(600)}`],
    [
      'a form',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      `a=seen&new_password=${encodeURIComponent(secret)}&user[api_key]=${encodeURIComponent(secret)}`,
    ],
    [
      'a body of several parts',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      `--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n${secret}\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nseen\r\n--x--\r\n`,
    ],
    ['a text', { 'Content-Type': 'text/plain' }, `seen "password": "${secret}"`],
  ])('in %s', async (_, headers, body) => {
    const shown = await shownBy(await send({ body, headers }))
    for (const form of [...formsOf(secret), '847119230157']) expect(shown).not.toContain(form)
    expect(shown).toContain('seen')
  })

  it('in headers', async () => {
    const value = 'hunter2'
    const sent = ['X-Auth-Token', 'X-Access-Token', 'X-Api-Key', 'Proxy-Authorization', 'X-Secret']
    const headers = Object.fromEntries(sent.map(name => [name, value]))
    const link = { Referer: `https://a.example/?token=${value}`, Cookie: `a=${value}` }
    const shown = await shownBy(await send({ body: '{}', headers: { ...headers, ...link } }))
    expect(shown).not.toContain(value)
  })

  it('while matchers see them', async () => {
    const value = { password: secret, deep: { api_secret: secret } }
    const headers = { 'X-Auth-Token': secret.slice(0, 7) }
    const double = await send({ body: JSON.stringify(value), headers }, '?api_key=k')
    const [operation = ''] = double.journal.entries.map(entry => entry.operation)
    const expected = {
      body: value,
      query: { api_key: 'k' },
      headers: { 'x-auth-token': 'hunter2' },
    }
    double.journal.verify(operation).calledOnceWith(expected)
    expect(double).toHaveReceived(operation as never, expected)
    expect(double).not.toHaveReceived(operation as never, { body: { password: 'other' } })
    expect(double.journal.entries[0]?.body).toEqual(value)
    const where = { body: { password: secret } }
    double.overrides.add(operation, { status: 401, where })
    const again = await double.fetch(path, {
      method,
      headers: { ...credentials, ...json },
      body: JSON.stringify(value),
    })
    expect(again.status).toBe(401)
  })
})

describe('a failure about a secret', () => {
  it('says that it was another one, and neither of them', async () => {
    const double = createOberplan()
    const body = JSON.stringify({ new_password: 'hunter2', firstname: 'Ada' })
    await double.fetch('/v1/users/me', { method: 'PUT', headers: { ...basic, ...json }, body })
    const expected = { body: { new_password: 'hunter3', firstname: 'Ada' } }
    const failure = failureOf(() => expect(double).toHaveReceived('updateUserSettings', expected))
    expect(failure).toEqual({
      message: `Failed to verify "updateUserSettings": expected a call with
  {"body":{"new_password":"…","firstname":"Ada"}}
, but it was called 1 time:
  1. PUT /v1/users/me {"query":{},"body":{"new_password":"…","firstname":"Ada"}} -> 200`,
      actual: { body: { new_password: '… (another)', firstname: 'Ada' } },
      expected: { body: { new_password: '…', firstname: 'Ada' } },
    })
    const right = { body: { new_password: 'hunter2', firstname: 'Eve' } }
    expect(
      failureOf(() => expect(double).toHaveReceived('updateUserSettings', right)),
    ).toMatchObject({
      actual: { body: { new_password: '…', firstname: 'Ada' } },
      expected: { body: { new_password: '…', firstname: 'Eve' } },
    })
  })
})

describe('a refusal of credentials', () => {
  it('is shown without what it quotes of them', async () => {
    const double = createOverplane()
    await double.fetch(users, { headers: { Authorization: 'Bearer abcd' } })
    expect(double.journal.entries[0]?.reply.body).toMatchObject({
      error: { message: 'Invalid API Key provided: abcd****.' },
    })
    expect(JSON.parse(JSON.stringify(double.journal.entries[0])).reply.body.error.message).toBe(
      'Invalid API Key provided: …',
    )
  })
})

describe('a reply', () => {
  it('is shown and exported without the secrets of an entity, which stay what they are', async () => {
    const double = createOverplane()
    const reply = await double.fetch(`${users}/user_abc123`, {
      headers: { Authorization: 'Bearer sk_1' },
    })
    expect(await reply.json()).toMatchObject({ api_key: 'api_key_example' })
    const shown = await shownBy(double)
    expect(shown).not.toMatch(/api_key_example|api_secret_example/)
    const [interaction] = (await double.journal.toPact({ consumer: 'crm' })).interactions
    expect(interaction?.response.body?.content).toMatchObject({
      api_key: 'redactedredacte',
      first_name: 'first_name_example',
    })
  })
})

it('an API may have secrets that go by names of its own', () => {
  const read = ({ text }: { readonly text: string }) => JSON.parse(text)
  const api = { title: 'Safes', contract: {}, query: readQuery, body: read }
  const shownOf = (secrets: readonly string[]) => {
    const journal = createJournal({ ...api, secrets })
    const call = { method: 'POST', origin: '', path: '/', headers: { 'x-combination': '4711' } }
    journal.record({
      call: { ...call, search: '?combination=4711', text: '{"Combination":{"left":4711}}' },
      ...{ found: { allow: [] }, reply: { status: 404 }, forced: false, refusal: undefined },
      ...{ near: [], news: [], at: new Date(0), milliseconds: 0 },
    })
    return JSON.stringify(journal.entries)
  }
  expect(shownOf([])).toMatch(/4711.*4711.*4711/)
  expect(shownOf(['combination', 'x-combination'])).not.toContain('4711')
})

describe('a snapshot with limits on', () => {
  it.each([
    [createOverplane, '/api/core/user', 'Bearer sk_live_4711'],
    [createPterodactyl, '/api/application/users', 'Bearer ptla_live_4711'],
  ] as const)('has no key in it, and holds to the limits', async (create, path, Authorization) => {
    const double = create({ rateLimit: 2, world: 'empty' })
    const ask = async () => (await double.fetch(path, { headers: { Authorization } })).status
    await ask()
    const taken = JSON.stringify(double.snapshot())
    expect(taken).not.toContain('4711')
    await ask()
    expect(await ask()).toBe(429)
    double.restore(JSON.parse(taken))
    expect([await ask(), await ask()]).toEqual([200, 429])
  })
})

describe('a name', () => {
  it.each([
    ...['password', 'Password2', 'user_password', 'passwordConfirmation', 'passwd', 'pwd', 'pass'],
    ...['token', 'csrf-token', 'X-Auth-Token', 'idToken', 'secret', 'client_secret', 'SECRET_KEY'],
    ...[
      'api_key',
      'apiKey',
      'X-API-Key',
      'x-access-token',
      'accessKey',
      'private_key',
      'session_id',
    ],
    ...['ssh_key', 'signingKey', 'encryption-key', 'passcode', 'jwt', 'bearer', 'cvv'],
    ...[
      'authorization',
      'Proxy-Authorization',
      'cookie',
      'Set-Cookie',
      'credentials',
      'otp',
      'pin',
    ],
  ])('%s is secret', name => expect(isSecret(name)).toBe(true))

  it.each([
    ...['email', 'username', 'key', 'keys', 'secretary', 'spin', 'passenger', 'compass', 'author'],
    ...[
      'id',
      '2fa',
      'welcome_email_sent',
      'signature_image',
      'idx',
      '',
      '__proto__',
      'constructor',
    ],
  ])('%s is none', name => expect(isSecret(name)).toBe(false))
})

describe('a query in a log', () => {
  it.each([
    ['', ''],
    ['?limit=1', '?limit=1'],
    ['?api_key=k', '?api_key=…'],
    ['?API%5Fkey=k&limit=1&token=&password=a%20b', '?API%5Fkey=…&limit=1&token=&password=…'],
    ['?user[password]=x&a[b][token]=y&c=z', '?user[password]=…&a[b][token]=…&c=z'],
    ['?a=password&b=token', '?a=password&b=token'],
    ['?token=a=b&c=d', '?token=…&c=d'],
    ['?%zz=1&secret=%zz', '?%zz=1&secret=…'],
    ['?&&token', '?&&token'],
    ['?to=https%3A%2F%2Fa.b%2F%3Ftoken%3Dk%26x%3D1&limit=1', '?to=…&limit=1'],
    ['?filter=a%3Ab&c=%7B%22password%22%3A1%7D', '?filter=a%3Ab&c=…'],
  ])('%s is shown as %s', (search, shown) => expect(redactedSearch(search)).toBe(shown))
})

describe('a text that nobody could parse', () => {
  it.each([
    ['{"password":"hunter2","a":1', '{"password":"…","a":1'],
    ["{'password': 'hunter2', 'a': 1}", "{'password': '…', 'a': 1}"],
    ['{password: "hunter2", a: 1}', '{password: "…", a: 1}'],
    ['{password: hunter2, a: 1}', '{password: …, a: 1}'],
    ['{"pin" : 1234, "a": 1', '{"pin" : …, "a": 1'],
    ['{"my password": "hunter2"', '{"my password": "…"'],
    ['{"pass\\u0077ord":"hunter2"', '{"pass\\u0077ord":"…"'],
    ['{"password":"hun\\"ter2","a":1', '{"password":"…","a":1'],
    ['{"password":"hunter2', '{"password":"…'],
    ['{"password":null,"token":true,"a":1', '{"password":null,"token":true,"a":1'],
    ['"{\\"password\\":\\"hunter2\\",\\"a\\":1}"', '"{\\"password\\":\\"…\\",\\"a\\":1}"'],
    ['{"secret":{"a":"hunter2"},"b":1', '{"secret":…,"b":1'],
    [
      '<user><password>hunter2</password><a>1</a></user>',
      '<user><password>…</password><a>1</a></user>',
    ],
    ['password: hunter2 and more\na: 1', 'password: …\na: 1'],
    ["password => 'hunter2', a => 1", "password => '…', a => 1"],
    ['password=hunter2&a=1', 'password=…&a=1'],
    ['the password: a text, and a: 1', 'the password: …, and a: 1'],
    ['a password is needed at 12:30', 'a password is needed at 12:30'],
  ])('%s is shown as %s', (text, shown) => {
    expect(redactedText(text)).toBe(shown)
  })

  it.each([
    ['\r\n', '"password"'],
    ['\n', '"password"'],
    ['\r\n', 'password'],
    ['\n', 'user[password]'],
  ])('has parts whose lines end in %j, with a name such as %s', (end, name) => {
    const lines = ['--x', `Content-Disposition: form-data; name=${name}`, '', 'hunter2', '--x--']
    expect(redactedText(lines.join(end))).toBe(lines.join(end).replace('hunter2', '…'))
  })
})

describe('a text of 1 MiB, whatever it repeats', () => {
  const units = [
    ...[
      '"',
      '\\"',
      '"a":',
      '"token":',
      '"token":"',
      '"token":{"',
      '=',
      'a=',
      'token=',
      '"password":[',
    ],
    ...[':', '>', "'", "':", '\\', 'token: ', "'token':'", '\\"token\\":\\"', '<token>', '\n\n'],
    ...['token=\\', 'token=   ', ' : ', `${' '.repeat(19)}:`, `"${'a'.repeat(290)}:`],
    ...[
      'a',
      ' ',
      '%',
      '[',
      '{',
      '\r\n',
      'content-disposition: x; name="token"\r\n',
      'name="token"',
    ],
    `${'a'.repeat(299)}&=`,
  ]
  // Far more than it takes: 0.2 s at most. What grew with the square would take minutes.
  it.each(units)('is looked through once: %j', { timeout: 20_000 }, unit => {
    expect(redactedText(unit.repeat(1_048_576 / unit.length)).length).toBeGreaterThan(0)
  })
})
