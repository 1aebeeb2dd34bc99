import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createOberplan,
  createOverplane,
  createPterodactyl,
  type Double,
  type WorldChoice,
} from '../../handlers/index.ts'
import '../../handlers/vitest.ts'

/** What every object, list, text and function inherits: none of it was sent unless it was sent. */
const inherited = [
  ...[Object.prototype, Array.prototype, String.prototype, Function.prototype].flatMap(of =>
    Object.getOwnPropertyNames(of),
  ),
  ...['prototype', 'then', 'toJSON', 'asymmetricMatch', 'sample', '$$typeof', '__proto__'],
]
const names = [...new Set(inherited)].filter(name => !/^\d/.test(name))

const subjects: readonly (readonly [string, () => Double<unknown, WorldChoice>, string])[] = [
  ['Overplane', createOverplane, 'Bearer sk_1'],
  ['Pterodactyl', createPterodactyl, 'Bearer ptla_1'],
  ['Oberplan', createOberplan, `Basic ${btoa('user@oberplan.com:mypassword')}`],
]

/** A URL below an operation's path, with the name as its parameter and in its query. */
const urlOf = (path: string, name: string, query: readonly string[]) =>
  `${path.replace(/:\w+/g, encodeURIComponent(name))}?${query
    .flatMap(one => [`${encodeURIComponent(one)}=1`, `filter[${encodeURIComponent(one)}]=2`])
    .join('&')}`

describe.each(subjects)('%s, asked by names that every object has', (_, create, credentials) => {
  const { contract, baseUrl } = create()

  it.each(Object.keys(contract))('%s keeps them as what was sent', async operation => {
    const endpoint = contract[operation]
    if (!endpoint) throw new Error(operation)
    const name = fc.constantFrom(...names)
    const property = fc.asyncProperty(
      name,
      fc.array(name, { maxLength: 4 }),
      async (one, others) => {
        const double = create()
        const all = [...new Set([one, ...others])]
        const fields = `{${all.map(key => `${JSON.stringify(key)}:{${JSON.stringify(key)}:1}`).join(',')}}`
        const isRead = endpoint.method === 'get'
        const response = await double.fetch(urlOf(baseUrl + endpoint.path, one, all), {
          method: endpoint.method.toUpperCase(),
          headers: {
            Authorization: credentials,
            'Content-Type': 'application/json',
            // What no header may be called is left out.
            ...(/^[\w$-]+$/.test(one) && one !== '__proto__' && { [one]: 'sent' }),
          },
          ...(!isRead && { body: fields }),
        })
        expect(response.status).toBeLessThan(500)
        await expectKept(double, operation, {
          all,
          fields: isRead ? undefined : JSON.parse(fields),
        })
      },
    )
    await fc.assert(property, { numRuns: 15 })
  })
})

async function expectKept(
  double: Double<unknown, WorldChoice>,
  operation: string,
  { all, fields }: { readonly all: readonly string[]; readonly fields: unknown },
): Promise<void> {
  const { journal } = double
  const [entry] = journal.entries
  expect(Object.keys(Object(entry?.query))).toEqual(expect.arrayContaining([...all]))
  expect(JSON.parse(JSON.stringify(entry))).toMatchObject({ operation })
  if (fields !== undefined) journal.verify(operation).calledOnceWith({ body: fields })
  for (const name of ['isPrototypeOf', 'hasOwnProperty'].filter(one => !all.includes(one))) {
    const expected = JSON.parse(`{"query":{"${name}":{}}}`)
    expect(() => journal.verify(operation).calledWith(expected)).toThrow('Failed to verify')
    expect(double).not.toHaveReceived(operation as never, { body: { [name]: expect.anything() } })
  }
  const { interactions, metadata } = await journal.toPact({ consumer: 'crm' })
  expect(metadata).not.toHaveProperty('contractDoubles')
  expect(interactions).toHaveLength(1)
  const query = Object.keys(Object(interactions[0]?.request.query))
  expect(query).toEqual(expect.arrayContaining([...all]))
  expect(JSON.parse(JSON.stringify(interactions[0])).request.body?.content).toEqual(fields)
  expect(Reflect.get({}, 'sent')).toBeUndefined()
}

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'a pact tells a parameter "%s" that is sent many times',
  async name => {
    const double = createOverplane()
    const search = Array.from({ length: 3 }, (_, nth) => `${name}=${nth}`).join('&')
    await double.fetch(`/api/core/user?${search}`, { headers: { Authorization: 'Bearer sk_1' } })
    const pact = JSON.stringify(await double.journal.toPact({ consumer: 'crm' }))
    expect(pact).toContain(`"query":{"${name}":["0","1","2"]}`)
  },
)

it('a document has parameters and operations of such names', async () => {
  const { toParameters } = await import('../../contract/openapi/parameters.ts')
  const { createComponents } = await import('../../contract/openapi/components.ts')
  const z = await import('zod/mini')
  const { endpoint } = await import('../../contract/answer/endpoint.ts')
  const source = {
    name: 'toString',
    endpoint: endpoint({
      method: 'get',
      path: '/things/:constructor',
      auth: 'none',
      summary: 'Retrieve a thing',
      query: z.object({ valueOf: z.string() }),
      responses: { 204: { description: 'It is there.' } },
    }),
    examples: [],
    components: createComponents([]),
  }
  expect(() => toParameters({ ...source, note: {} })).toThrow('parameter "constructor"')
  const note = { params: { constructor: 'Which.' }, query: {} }
  expect(toParameters({ ...source, note })).toEqual([
    expect.objectContaining({ name: 'constructor', description: 'Which.' }),
    { name: 'valueOf', in: 'query', required: true, schema: { type: 'string' } },
  ])
})
