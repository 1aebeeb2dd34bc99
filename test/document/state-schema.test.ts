import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { entity, say } from '../../contract/define.ts'
import { stateSchemaOf } from '../../contract/openapi/state-schema.ts'
import { demo } from '../../fixtures/index.ts'
import { apis, createDoubles, createPterodactyl } from '../../handlers/index.ts'
import { printSchema, runSchema } from '../../server/commands/schema.ts'
import { library } from '../define/library.ts'
import { placesOf } from './document.ts'

const schema = stateSchemaOf(apis)

/** What a validator finds wrong: where, and with what. */
function faultsOf(value: unknown, by: object = schema): string[] {
  const validate = new Ajv2020({ strict: true, validateFormats: false }).compile(by)
  // As it is read from a file: what is undefined in code is not there.
  validate(JSON.parse(JSON.stringify(value)))
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}

describe('the JSON Schema of a state', () => {
  it('is the one that is checked in (write it anew with `npx vitest -u`)', async () => {
    await expect(printSchema(apis)).toMatchFileSnapshot('../../fixtures/state.schema.json')
  })

  it.each(['documented', 'empty', demo] as const)(
    'takes what snapshot() gives, whatever world it is of',
    world => expect(faultsOf(createDoubles({ world }).snapshot())).toEqual([]),
  )

  it('takes what restore() takes of a person', () => {
    const written = {
      $schema: './state.schema.json',
      overplane: { users: [{ email: 'ada@example.com' }, {}] },
      pterodactyl: { $schema: 'x', servers: [{ user: 4, limits: { memory: 512 } }], apiKeys: [] },
    }
    const doubles = createDoubles()
    doubles.restore(written)
    expect(doubles.pterodactyl.db.apiKey.count()).toBe(0)
    expect(faultsOf(written)).toEqual([])
  })

  it.each<readonly [string, object, string]>([
    ['an API that there is none', { overplan: {} }, ' additionalProperties'],
    ['an API that is a list', { overplane: [] }, '/overplane type'],
    [
      'entities that there are none',
      { overplane: { user: [] } },
      '/overplane additionalProperties',
    ],
    ['entities that are no list', { overplane: { users: {} } }, '/overplane/users type'],
    ['an entity that is none', { overplane: { users: [5] } }, '/overplane/users/0 type'],
    [
      'a field of another type',
      { overplane: { users: [{}, { email: 5 }] } },
      '/overplane/users/1/email type',
    ],
    [
      'null where it may not be',
      { oberplan: { users: [{ email: null }] } },
      '/oberplan/users/0/email type',
    ],
    [
      'a value that is not among those that there are',
      { oberplan: { users: [{ first_day_of_week: 'friday' }] } },
      '/oberplan/users/0/first_day_of_week enum',
    ],
    [
      'a field that there is none',
      { overplane: { users: [{ nickname: 'x' }] } },
      '/overplane/users/0 additionalProperties',
    ],
    [
      'one that there is none within another',
      { pterodactyl: { servers: [{ limits: { ram: 1 } }] } },
      '/pterodactyl/servers/0/limits additionalProperties',
    ],
  ])('refuses %s, and so does restore()', (_, broken, fault) => {
    expect(faultsOf(broken)).toEqual([fault])
    expect(() => createDoubles().restore(broken)).toThrow(/^Failed to restore the snapshots/)
  })

  it('has words for every property, which are not just its name', () => {
    const missing = placesOf(schema, (value, place) => {
      const [, name = ''] = /\/properties\/([^/]+)$/.exec(place) ?? []
      const { description = '' } = Object(value)
      return name !== '' && (description === '' || description === `The ${name}.`)
    })
    expect(missing.filter(place => !place.endsWith('/properties'))).toEqual([])
    const { properties } = stateSchemaOf({ overplane: apis.overplane })
    expect(properties).toHaveProperty(
      ['overplane', 'properties', 'users', 'items', 'properties', 'last_login', 'description'],
      'When the user last logged in.',
    )
  })

  it('requires nothing, and lets everything be given', () => {
    const text = JSON.stringify(schema)
    expect(text).not.toContain('"required"')
    expect(text).not.toContain('"readOnly"')
    expect(text).not.toContain('"$ref"')
  })

  it('is of any API, with lists and objects in its entities', () => {
    const own = stateSchemaOf({ library })
    expect(faultsOf({ library: library.create().snapshot() }, own)).toEqual([])
    const book = (more: object) => ({ library: { books: [more] } })
    expect(faultsOf(book({ size: { pages: 3 } }), own)).toEqual([])
    expect(faultsOf(book({ authors: [{}] }), own)).toEqual(['/library/books/0/authors/0 required'])
  })

  it('leads to what refers to itself', () => {
    const Part = z.strictObject({
      id: say('The id.', z.string()),
      get parts() {
        return z.array(Part)
      },
    })
    const entities = { part: entity({ schema: Part, id: 'id' }) }
    const own = stateSchemaOf({ one: { title: 'One', entities }, two: { title: 'Two', entities } })
    const deep = { one: { parts: [{ parts: [{ id: 'a', parts: [{ id: 5 }] }] }] } }
    expect(faultsOf(deep, own)).toEqual(['/one/parts/0/parts/0/parts/0/id type'])
  })

  it('is printed by a command, of what is configured', async () => {
    const lines: string[] = []
    expect(await runSchema([], line => lines.push(line))).toBe(0)
    expect(JSON.parse(lines.join(''))).toEqual(schema)
  })
})

it('knows what a double keeps, as it is described', () => {
  expect(createPterodactyl().entities).toBe(apis.pterodactyl.entities)
})
