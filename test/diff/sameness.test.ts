import { describe, expect, it } from 'vitest'
import { diff } from '../../contract/diff/diff.ts'
import { toContractDocument } from '../../contract/diff/document.ts'
import { callsOfJournal } from '../../contract/diff/recordings.ts'
import { type Edits, edited } from './parcels.ts'

const schemas = ['components', 'schemas']
const note = [...schemas, 'NewParcel', 'properties', 'note']
const one = ['paths', '/parcels/{id}']
const got = [...one, 'get', 'responses', '200', 'content', 'application/json', 'schema']
const Thing = {
  type: 'object',
  required: ['id', 'size', 'weight'],
  properties: {
    id: { type: 'integer' },
    size: { type: 'string', enum: ['small', 'large'] },
    weight: { type: 'integer' },
    note: { type: 'string', maxLength: 40 },
  },
}

const compare = (before: Edits, after: Edits, entries?: unknown) =>
  diff({
    ...{ before: 'v1', after: 'v2' },
    documents: [
      {
        name: 'parcels.json',
        before: toContractDocument('before.json', edited(before)),
        after: toContractDocument('after.json', edited(after)),
      },
    ],
    ...(entries !== undefined && { recorded: callsOfJournal(entries) }),
  })

const rulesOf = ({ documents }: ReturnType<typeof diff>) =>
  documents.flatMap(({ changes }) => changes.map(({ verdict, rule }) => `${verdict} ${rule}`))

describe('two documents that say the same', () => {
  it.each<[string, Edits, Edits]>([
    [
      'in other words',
      [],
      [
        [[...one, 'get', 'summary'], 'Get it'],
        [['info', 'version'], '2'],
      ],
    ],
    [
      'under another name of a component',
      [],
      [
        [[...schemas, 'Thing'], Thing],
        [got, { $ref: '#/components/schemas/Thing' }],
      ],
    ],
    ['without a component', [], [[got, Thing]]],
    ['out of parts', [], [[got, { allOf: [Thing, { required: ['id'] }] }]]],
    [
      'with null in other ways',
      [[note, { type: ['string', 'null'] }]],
      [[note, { anyOf: [{ type: 'string' }, { type: 'null' }] }]],
    ],
    [
      'with null as OpenAPI 3.0 has it',
      [[note, { type: ['string', 'null'], exclusiveMinimum: 1 }]],
      [[note, { type: 'string', nullable: true, minimum: 1, exclusiveMinimum: true }]],
    ],
    ['with one value', [[note, { enum: ['a'] }]], [[note, { const: 'a' }]]],
    [
      'in another order',
      [],
      [
        [
          [...schemas, 'NewParcel', 'properties', 'size', 'enum'],
          ['large', 'small'],
        ],
      ],
    ],
    [
      'with credentials under another name',
      [],
      [
        [['components', 'securitySchemes'], { bearer: { type: 'http', scheme: 'Bearer' } }],
        [['security'], [{ bearer: [] }]],
      ],
    ],
    [
      'with a parameter of the path that nobody had described',
      [[[...one, 'delete', 'parameters'], []]],
      [],
    ],
    ['with what goes without saying', [], [[[...note, 'minLength'], 0]]],
  ])('give nothing: %s', (_, before, after) => {
    expect(rulesOf(compare(before, after))).toEqual([])
  })

  it('give nothing where a parameter of the path is called otherwise', () => {
    const { paths, ...document } = Object(edited())
    const { '/parcels/{id}': item, ...others } = paths
    const text = JSON.stringify(item).replaceAll('"name":"id"', '"name":"number"')
    const renamed = { ...document, paths: { ...others, '/parcels/{number}': JSON.parse(text) } }
    const report = diff({
      ...{ before: 'v1', after: 'v2' },
      documents: [
        {
          name: 'parcels.json',
          before: toContractDocument('before.json', edited()),
          after: toContractDocument('after.json', renamed),
        },
      ],
    })
    expect(rulesOf(report)).toEqual([])
  })
})

describe('the same change', () => {
  it('is told by the name of a parameter, and of a path too', () => {
    const parameter = [...one, 'get', 'parameters', 0, 'schema', 'type']
    const [change] = compare([], [[parameter, 'string']]).documents[0]?.changes ?? []
    expect(change).toMatchObject({ rule: 'type-changed', place: 'path "id"' })
  })

  it('is one of what both parts of a schema allow', () => {
    const whole = { allOf: [{ type: 'number' }, { type: 'integer' }] }
    const locker = [...schemas, 'NewParcel', 'properties', 'locker']
    expect(rulesOf(compare([[locker, { type: 'integer' }]], [[locker, whole]]))).toEqual([])
    expect(rulesOf(compare([[locker, { type: 'integer' }]], [[locker, false]]))).toEqual([
      'breaking type-narrowed',
    ])
  })

  it('counts by the way that a value goes', () => {
    const readOnly: Edits = [[[...note, 'readOnly'], true]]
    const gone: Edits = [[[...schemas, 'NewParcel', 'additionalProperties'], false]]
    const fields = [...schemas, 'NewParcel', 'properties']
    expect(
      rulesOf(compare([...readOnly, ...gone], [...gone, [[...fields, 'note'], undefined]])),
    ).toEqual([])
    expect(rulesOf(compare(gone, [...gone, [[...fields, 'note'], undefined]]))).toEqual([
      'breaking field-removed',
    ])
  })

  it('of a limit is told by the limit that counts', () => {
    const weight = [...schemas, 'NewParcel', 'properties', 'locker']
    const upTo = (limit: object): Edits => [[weight, { type: 'integer', ...limit }]]
    expect(rulesOf(compare(upTo({ maximum: 9 }), upTo({ exclusiveMaximum: 9 })))).toEqual([
      'breaking limit-tightened',
    ])
    expect(rulesOf(compare(upTo({ exclusiveMaximum: 9 }), upTo({ maximum: 9 })))).toEqual([
      'harmless limit-loosened',
    ])
    expect(rulesOf(compare(upTo({ minimum: 2 }), upTo({})))).toEqual(['harmless limit-loosened'])
  })
})

describe('a recorded call', () => {
  const post = (more: object) => [
    { nth: 1, method: 'POST', path: '/v1/parcels', reply: { status: 201 }, ...more },
  ]
  const required: Edits = [
    [
      [...schemas, 'NewParcel', 'required'],
      ['size', 'note'],
    ],
  ]

  it('is of the operation whose path is written, before one that has a parameter there', () => {
    const mine: Edits = [
      [['paths', '/parcels/mine'], { get: { operationId: 'mine', responses: {} } }],
    ]
    const gone: Edits = [...mine, [[...one, 'get'], undefined]]
    const to = (path: string) => [{ nth: 1, method: 'GET', path, reply: { status: 200 } }]
    expect(compare(mine, gone, to('/v1/parcels/mine')).weighed).toMatchObject({ broken: 0 })
    expect(compare(mine, gone, to('/v1/parcels/7')).weighed).toMatchObject({ broken: 1 })
  })

  it('counts each time, whatever it is called', () => {
    const gone: Edits = [[[...one, 'delete'], undefined]]
    const calls = [1, 1, 2].map(nth => ({
      ...{ nth, method: 'DELETE', path: '/v1/parcels/7', reply: { status: 204 } },
    }))
    const { weighed, documents } = compare([], gone, calls)
    expect(weighed).toEqual({ calls: 3, strange: 0, broken: 3, perhaps: 0 })
    expect(documents[0]?.changes[0]?.calls).toHaveLength(3)
  })

  it('may be of a form', () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const without = compare([], required, post({ headers, body: 'size=small' }))
    expect(without.weighed).toMatchObject({ broken: 1 })
    const withNote = compare([], required, post({ headers, body: 'size=small&note=x' }))
    expect(withNote.weighed).toMatchObject({ broken: 0 })
  })

  it('is of the reply that is told of its status, and else of the default', () => {
    const content = (type: string) => ({
      description: 'It is otherwise.',
      content: { 'application/json': { schema: { type: 'object', properties: { a: { type } } } } },
    })
    const other = (type: string): Edits => [
      [['paths', '/parcels', 'post', 'responses', 'default'], content(type)],
    ]
    const change = [other('string'), other('integer')] as const
    const answered = (status: number) => post({ reply: { status, body: { a: 'x' } } })
    expect(compare(...change, answered(500)).weighed).toMatchObject({ broken: 1 })
    expect(compare(...change, answered(201)).weighed).toMatchObject({ broken: 0 })
  })

  it('is not accused for a secret that nobody knows', () => {
    const shorter: Edits = [[[...note, 'minLength'], 5]]
    const sent = (text: string) => post({ body: { size: 'small', note: text } })
    expect(compare([], shorter, sent('abc')).weighed).toMatchObject({ broken: 1 })
    expect(compare([], shorter, sent('…')).weighed).toMatchObject({ broken: 0 })
  })
})
