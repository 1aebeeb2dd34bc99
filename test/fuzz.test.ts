import fc from 'fast-check'
import { getResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Double } from '../contract/double/double.ts'
import type { Found } from '../contract/router.ts'
import { documented } from '../fixtures/worlds/documented.ts'
import {
  createOberplan,
  createOverplane,
  createPterodactyl,
  type World,
  type WorldChoice,
} from '../handlers/index.ts'

/** The documented entities, and beside them a server with its owner and an account that changes its address. */
const world: World = {
  ...documented,
  pterodactyl(db, seed) {
    documented.pterodactyl?.(db, seed)
    db.user.create({ id: 5, username: 'owner', email: 'owner@example.com', external_id: 'crm-5' })
    db.server.create({ user: 5 })
  },
  oberplan(db, seed) {
    documented.oberplan?.(db, seed)
    const pending = { pending_email: 'new@oberplan.com', activation: 'token1' }
    db.user.create({ email: 'other@oberplan.com', password: 'other', ...pending })
  },
}

const filled = z.string().check(z.minLength(1))

interface Subject {
  readonly title: string
  readonly double: Double<unknown, WorldChoice>
  readonly credentials: string
  readonly ids: readonly string[]
  /** The names of fields that mean something in a body. */
  readonly fields: readonly string[]
  /** Bodies and queries that succeed, by operation. */
  readonly bodies: Readonly<Record<string, object>>
  readonly queries: Readonly<Record<string, string>>
  /** Every refusal, written by hand. */
  readonly envelope: (status: number) => z.core.$ZodType
}

const panelUser = { email: 'a@b.co', username: 'ada', first_name: 'A', last_name: 'B' }
const pterodactyl = {
  credentials: 'Bearer ptla_fuzz',
  ids: ['4', '4', '5', 'crm-5'],
  fields: [
    ...['email', 'external_id', 'username', 'password', 'root_admin', 'language'],
    ...['first_name', 'last_name', 'id'],
  ],
  bodies: {
    createUser: { ...panelUser, external_id: null, password: '', root_admin: 1, language: 'en' },
    updateUser: { ...panelUser, username: 'test-user' },
  },
  queries: { listUsers: 'include=servers', getUser: 'include=servers' },
  envelope: (status: number) =>
    z.strictObject({
      errors: z
        .array(
          z.strictObject({
            code: filled,
            status: z.literal(String(status)),
            detail: filled,
            meta: z.optional(z.strictObject({ source_field: filled, rule: filled })),
          }),
        )
        .check(z.minLength(1)),
    }),
}

const subjects: readonly Subject[] = [
  {
    title: 'Overplane',
    double: createOverplane({ world }),
    credentials: 'Bearer sk_fuzz',
    ids: ['user_abc123', 'project-user_abc123'],
    fields: [
      ...['email', 'first_name', 'enabled', 'user_type', 'phone', 'id', 'created_at', 'items'],
      ...['parent_id', 'parent_type', 'user', 'idx', 'welcome_email_sent', 'project_status'],
    ],
    bodies: {
      createUser: { email: 'a@b.co', first_name: 'A', enabled: false },
      updateUser: { phone: null },
      createProjectUser: { parent_id: 'parent_abc123', parent_type: 'Project', user: 'u' },
      updateProjectUser: { idx: 2 },
      reorderProjectUsers: { items: [{ id: 'project-user_abc123', idx: 3 }] },
    },
    queries: { listUsers: 'limit=5', listProjectUsers: 'parent_id=parent_abc123' },
    envelope: () =>
      z.strictObject({
        error: z.strictObject({
          type: z.enum(['invalid_request_error', 'authentication_error']),
          code: z.optional(filled),
          message: filled,
          param: z.optional(z.string()),
        }),
      }),
  },
  { title: 'Pterodactyl', double: createPterodactyl({ world }), ...pterodactyl },
  {
    title: 'Pterodactyl as observed',
    double: createPterodactyl({ world, fidelity: 'observed' }),
    ...pterodactyl,
  },
  {
    title: 'Oberplan',
    double: createOberplan({ world, rateLimit: true }),
    credentials: `Basic ${btoa('user@oberplan.com:mypassword')}`,
    ids: ['token1'],
    fields: [
      ...['email', 'firstname', 'lastname', 'language_tag', 'date_format', 'time_format', 'id'],
      ...['timezone', 'first_day_of_week', 'allow_collaboration', 'new_password'],
    ],
    bodies: { updateUserSettings: { email: 'x@y', timezone: 'US/Eastern', profile_completed: 0 } },
    queries: { deleteAccount: 'me=1', getUserSettings: 'fields=email,id' },
    envelope: status =>
      z.strictObject({
        error: z.strictObject({
          code: filled,
          message: filled,
          resource_type: z.optional(filled),
          status: z.literal(status),
        }),
        success: z.literal(false),
      }),
  },
]

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce((inner, _, nth) => (nth % 2 ? [inner] : { a: inner }), 1)

const oddKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'valueOf', '')
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', ' ', '\0', '\ud800', '-1', '0', '1', '1.5', '1e9', '0x1', 'null', '%', '..'),
  fc.constantFrom('9007199254740991', '9'.repeat(20), '9'.repeat(400), 'x'.repeat(192), '-id,uuid'),
  fc.constantFrom('a@b.co', 'user@oberplan.com', 'test-user', 'crm-5', 'servers', 'en', 'd.m.Y'),
  oddKey,
)
const oddNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, 2, -1, 1.5, 1e308, 2 ** 53, 2 ** 53 - 1, 1 - 2 ** 53),
)
const leaf = fc.oneof(oddText, oddNumber, fc.boolean(), fc.constant(null))
const entriesOf = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(key, value), { maxLength: 4 })
const oddValue = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 2, arbitrary: entriesOf(oddKey, leaf).map(Object.fromEntries) },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constant(nested(1000)) },
)
const fieldOf = (names: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: oddKey },
    { weight: 1, arbitrary: oddText },
  )
const parameter = fc.oneof(
  fc.constantFrom('limit', 'offset', 'parent_id', 'fields', 'me', 'page', 'per_page', 'sort'),
  fc.constantFrom('include', 'filter', 'filter[email]', 'filter[uuid][]', 'filter[]', 'filter[x]'),
  fc.constantFrom('filter[__proto__]', '__proto__[hit]', 'constructor[prototype][hit]', 'page[]'),
  oddText,
)

const latin = Array.from({ length: 256 }, (_, code) => code)
  .filter(code => code === 9 || (code >= 32 && code !== 127))
  .map(code => String.fromCharCode(code))
const headerValue = fc.string({ unit: fc.constantFrom(...latin), maxLength: 60 })
const headerName = fc.oneof(
  fc.constantFrom('accept', 'cookie', 'host', 'content-length', 'expect', 'x-forwarded-host'),
  fc.string({ unit: fc.constantFrom(..."abcxyz019!#$%&'*+-.^_`|~"), minLength: 1, maxLength: 9 }),
)
const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  { weight: 2, arbitrary: fc.constant('application/x-www-form-urlencoded') },
  { weight: 1, arbitrary: fc.constant('multipart/form-data; boundary=x') },
  { weight: 1, arbitrary: headerValue },
)
const credentialsOf = (valid: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(valid) },
    { weight: 1, arbitrary: fc.constantFrom('', 'Bearer', 'Bearer sk_', 'Basic %', 'Basic Og==') },
    { weight: 1, arbitrary: headerValue },
    { weight: 1, arbitrary: headerValue.map(text => `Basic ${btoa(text)}`) },
  )

/** Ids that exist, that do not, and that no path can hold. */
const idOf = (existing: readonly string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...existing) },
    { weight: 1, arbitrary: fc.constantFrom('nobody', '0', '04', '1e0', 'reorder', 'external') },
    { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%E0%A4%A', '..', '%2e%2e', 'a/b', '') },
    { weight: 2, arbitrary: oddText.map(text => encodeURIComponent(Buffer.from(text).toString())) },
  )

const broken = (bytes: Uint8Array<ArrayBuffer>, at: number) => {
  const copy = bytes.slice()
  copy[at % Math.max(1, copy.length)] = 0xff
  return copy
}
const bytesOf = (text: string) => new TextEncoder().encode(text)

const bodyOf = (
  good: object,
  fieldName: fc.Arbitrary<string>,
): fc.Arbitrary<string | Uint8Array<ArrayBuffer> | null> => {
  const text = fc.oneof(
    {
      weight: 8,
      arbitrary: entriesOf(fieldName, oddValue).map(odd =>
        JSON.stringify(Object.fromEntries([...Object.entries(good), ...odd])),
      ),
    },
    { weight: 2, arbitrary: fc.constant(JSON.stringify(good)) },
    { weight: 1, arbitrary: oddValue.map(value => JSON.stringify(value)) },
    { weight: 1, arbitrary: oddText },
    { weight: 1, arbitrary: fc.constantFrom('{', '['.repeat(1000), '{"a":'.repeat(1000)) },
    {
      weight: 1,
      arbitrary: entriesOf(fieldName, oddText).map(odd =>
        String(new URLSearchParams(odd as [string, string][])),
      ),
    },
  )
  return fc.oneof(
    { weight: 8, arbitrary: text },
    {
      weight: 1,
      arbitrary: fc.tuple(text.map(bytesOf), fc.nat(400)).map(parts => broken(...parts)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map(bytes => bytes.slice()) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
}

/** One request for an operation, as the arguments of `fetch`. */
const requestFor = (subject: Subject, operation: string) => {
  const { double, credentials, ids, fields, bodies, queries } = subject
  const { method = 'get', path = '/' } = double.contract[operation] ?? {}
  const query = fc.tuple(
    fc.constantFrom(queries[operation] ?? '', queries[operation] ?? '', ''),
    entriesOf(parameter, oddText).map(odd =>
      String(new URLSearchParams(odd as [string, string][])),
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('%zz=%', 'a=%E0%A4%A', '&=&=', 'per_page=%') },
      { weight: 1, arbitrary: oddText },
    ),
  )
  return fc
    .record({
      method: fc.oneof(
        { weight: 14, arbitrary: fc.constant(method.toUpperCase()) },
        { weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'GET', 'PUT', 'POST', 'LINK') },
      ),
      id: idOf(ids),
      query,
      headers: entriesOf(headerName, headerValue).map(Object.fromEntries),
      authorization: credentialsOf(credentials),
      type: contentType,
      body: bodyOf(bodies[operation] ?? {}, fieldOf(fields)),
    })
    .map(({ method, id, query, headers, authorization, type, body }) => ({
      url: `${double.baseUrl}${path.replace(/:\w+/, () => id)}?${query.join('&')}`,
      method,
      headers: { ...headers, authorization, 'content-type': type },
      ...(method !== 'GET' && method !== 'HEAD' && { body }),
    }))
}

type Sent = { readonly url: string } & RequestInit

const byFetch = ({ double }: Subject, { url, ...init }: Sent) => double.fetch(url, init)
const byMsw = ({ double }: Subject, { url, ...init }: Sent) =>
  getResponse([...double.handlers], new Request(url, init))

const dump = ({ double }: Subject): string =>
  JSON.stringify(Object.values(Object(double.db)).map(model => Object(model).getAll()))

const prototypes = () => [Object.prototype, Array.prototype, Map.prototype].map(Reflect.ownKeys)
const cleanPrototypes = prototypes()

/** Holds a reply's body to what its endpoint documents for its status, and a refusal's to the envelope. */
const fits = (
  { envelope }: Subject,
  placed: Found,
  { method, status, body }: { method: string; status: number; body: unknown },
) => {
  if ('endpoint' in placed && status !== 413) {
    const described = placed.endpoint.responses[status]
    expect(described, `${status} is documented`).toBeDefined()
    z.parse(described?.body ?? z.undefined(), body)
  } else if (status === 200) {
    // A panel tells the methods of a path that it knows, without a body.
    expect([placed, method, body]).toEqual([
      { allow: expect.arrayContaining(['GET']) },
      'OPTIONS',
      undefined,
    ])
  } else {
    expect([401, 404, 405, 413]).toContain(status)
  }
  if (status >= 400) z.parse(envelope(status), body)
}

/** Sends a request, and holds the reply to everything that holds for every reply; gives its status. */
const holds = async (subject: Subject, sent: Sent, way: typeof byFetch | typeof byMsw) => {
  const before = dump(subject)
  const { method = 'GET' } = sent
  const placed = subject.double.router(method, new URL(sent.url).pathname)
  const response = await way(subject, sent)
  expect(prototypes()).toEqual(cleanPrototypes)
  if (!response) {
    expect(placed).toEqual({ allow: [] })
    return undefined
  }
  const { status } = response
  const text = await response.text()
  expect(status).toBeGreaterThanOrEqual(200)
  expect(status).toBeLessThan(500)
  if (text !== '') expect(response.headers.get('content-type')).toBe('application/json')
  expect(text).not.toMatch(/\n\s+at |node_modules|\.ts:\d/)
  if (status >= 400) expect(dump(subject)).toBe(before)
  if (method === 'HEAD') expect(text).toBe('')
  else fits(subject, placed, { method, status, body: text === '' ? undefined : JSON.parse(text) })
  return status
}

const holdForAll = (
  subject: Subject,
  requests: fc.Arbitrary<Sent[]>,
  way: typeof byFetch | typeof byMsw,
  numRuns: number,
) =>
  fc.assert(
    fc.asyncProperty(requests, async requests => {
      subject.double.reset()
      for (const sent of requests) await holds(subject, sent, way)
    }),
    { numRuns },
  )

/** Long values of JSON, the number of bytes at least. */
const long: readonly ((bytes: number) => string)[] = [
  bytes => `"${'a'.repeat(bytes)}"`,
  bytes => `"${'@'.repeat(bytes)}"`,
  bytes => `"${'a.'.repeat(bytes / 2)}"`,
  bytes => `"\\"${'\\"'.repeat(bytes / 2)}@"`,
  bytes => `"${'é'.repeat(bytes / 2)}"`,
  bytes => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
  bytes => '1'.repeat(bytes),
]

/** Where 64 KiB of the same few characters can stand, or twice as many. */
const places: Readonly<
  Record<string, (text: string) => Partial<Sent> & { readonly search?: string }>
> = {
  'a JSON text that does not end': text => ({ body: `{"email":"${text}${text}` }),
  'a field of JSON': text => ({ body: JSON.stringify({ email: text, username: text }) }),
  'a form': text => ({
    body: text,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'a query': text => ({ search: `?${text}` }),
  'a parameter of a query': text => ({
    search: `?${new URLSearchParams({ fields: text, sort: text })}`,
  }),
  'the credentials': text => ({ headers: { authorization: `Basic ${text}` } }),
  'a path': text => ({ search: `/${text}` }),
}

const repeated = [
  '\\"',
  '"',
  '\\',
  '[',
  ']',
  '{"a":',
  'a[',
  '[]=',
  '%',
  '%5B',
  '&',
  '=',
  '/',
  ' ',
  '.',
  'a.',
  '@',
  '-',
  '1',
  'a',
]

describe.each(subjects)('whatever is sent to $title', { timeout: 120_000 }, subject => {
  const { double, ids, fields, bodies, credentials } = subject
  const operations = Object.keys(double.contract)

  it.each(operations)('%s answers as documented, and a refusal changes nothing', operation =>
    holdForAll(
      subject,
      fc.array(requestFor(subject, operation), { minLength: 1, maxLength: 4 }),
      byFetch,
      60,
    ),
  )

  it('every endpoint does so by way of msw, in any order', () => {
    const any = fc.oneof(...operations.map(operation => requestFor(subject, operation)))
    return holdForAll(subject, fc.array(any, { minLength: 3, maxLength: 8 }), byMsw, 30)
  })

  it.each(Object.entries(places))(
    'the same few characters, 64 KiB of them and more, are soon looked through in %s',
    { timeout: 5000 },
    async (_, place) => {
      const [operation = ''] = Object.keys(bodies)
      const { method = '', path = '' } = double.contract[operation] ?? {}
      const usual = { authorization: credentials, 'content-type': 'application/json' }
      double.reset()
      for (const some of repeated) {
        const { search = '', headers, ...init } = place(some.repeat(65_536 / some.length))
        const url = double.baseUrl + path.replace(/:\w+/, ids[0] ?? '') + search
        const sent = {
          url,
          method: method.toUpperCase(),
          headers: { ...usual, ...headers },
          ...init,
        }
        await holds(subject, sent, byFetch)
      }
    },
  )

  it('1 MiB of a single value is looked at like any other, and a byte more is a 413', () => {
    const limit = 1_048_576
    const writing = operations.filter(operation => double.contract[operation]?.method !== 'get')
    const property = fc.asyncProperty(
      fc.constantFrom(...writing),
      fc.constantFrom(...ids),
      fc.constantFrom(...fields),
      fc.constantFrom(...long),
      async (operation, id, field, longOf) => {
        const { method = '', path = '' } = double.contract[operation] ?? {}
        const good = JSON.stringify({ ...bodies[operation], some: 1 }).slice(0, -1)
        const text = `${good},${JSON.stringify(field)}:${longOf(limit - 1000)}}`
        const exact = text.padEnd(limit - bytesOf(text).length + text.length)
        const sent = {
          url: double.baseUrl + path.replace(/:\w+/, id),
          method: method.toUpperCase(),
          headers: { authorization: credentials, 'content-type': 'application/json' },
        }
        double.reset()
        expect(await holds(subject, { ...sent, body: exact }, byFetch)).not.toBe(413)
        expect(await holds(subject, { ...sent, body: `${exact} ` }, byFetch)).toBe(413)
      },
    )
    return fc.assert(property, { numRuns: 20 })
  })
})

describe('what once broke a reply', () => {
  const [overplane, panel, observed] = subjects
  const json = (credentials: string) => ({
    authorization: credentials,
    'content-type': 'application/json',
  })
  const users = 'https://panel.example.com/api/application/users'
  const rows = 'https://api.overplane.dev/api/projects/project-user'
  const row = '"parent_id":"p","parent_type":"t","user":"u"'
  const nest = '['.repeat(100_000) + ']'.repeat(100_000)

  it.each([
    [
      'an object that cannot be made text, as a username',
      panel,
      users,
      ['{"username":{"toString":1}}'],
    ],
    [
      'an array that is nested too deep to be made text, as a username',
      panel,
      users,
      [`{"username":${nest}}`],
    ],
    ['a per_page of 20 digits', observed, `${users}?per_page=${'9'.repeat(20)}`, [null]],
    [
      'a row behind the last whole number',
      overplane,
      rows,
      [`{${row},"idx":9007199254740991}`, `{${row}}`],
    ],
  ])('%s', async (_, subject, url, bodies) => {
    if (!subject) throw new Error('Failed to find the double.')
    subject.double.reset()
    const headers = json(subject.credentials)
    for (const body of bodies) {
      await holds(
        subject,
        { url, headers, ...(body ? { method: 'POST', body } : { method: 'GET' }) },
        byFetch,
      )
    }
  })
})
