import type { Edits } from './parcels.ts'

/** A call, in short; what is left out is as in a call that is right. */
export interface Sample {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status: number
  readonly reply?: unknown
}

/** Two documents with one change between them, and what is known of it. */
export interface DocumentPair {
  readonly title: string
  /** Whose list of rules says so; ours where none is named. */
  readonly list?: 'oasdiff' | 'openapi-diff' | 'Optic'
  readonly before?: Edits
  readonly after: Edits
  /** `breaking field-required createParcel: NewParcel.note in requests` */
  readonly expected: readonly string[]
  /** A call that the change breaks, or may, and one that it does not. */
  readonly hit?: Sample
  readonly missed?: Sample
}

const schemas = ['components', 'schemas']
const posted = ['paths', '/parcels', 'post']
const listed = ['paths', '/parcels', 'get']
const one = ['paths', '/parcels/{id}']
const media = ['requestBody', 'content']

const small = { id: 1, size: 'small', weight: 2 }
const get = { method: 'GET', path: '/v1/parcels/1', status: 200, reply: small } as const
const list = { method: 'GET', path: '/v1/parcels', status: 200, reply: [small] } as const
const post = { method: 'POST', path: '/v1/parcels', status: 201, reply: small } as const
const remove = { method: 'DELETE', path: '/v1/parcels/1', status: 204 } as const

export const pairs: readonly DocumentPair[] = [
  {
    title: 'an operation is deleted',
    list: 'oasdiff',
    after: [[[...one, 'delete'], undefined]],
    expected: ['breaking operation-removed deleteParcel: '],
    hit: remove,
    missed: get,
  },
  {
    title: 'a required header is new',
    list: 'oasdiff',
    after: [
      [
        [...listed, 'parameters', 2],
        { name: 'X-Shop', in: 'header', required: true, schema: { type: 'string' } },
      ],
    ],
    expected: ['breaking parameter-required listParcels: header "X-Shop"'],
    hit: list,
    missed: { ...list, headers: { 'X-Shop': 'ada' } },
  },
  {
    title: 'a field of the request becomes required',
    list: 'oasdiff',
    after: [
      [
        [...schemas, 'NewParcel', 'required'],
        ['size', 'note'],
      ],
    ],
    expected: ['breaking field-required createParcel: NewParcel.note in requests'],
    hit: { ...post, body: { size: 'small' } },
    missed: { ...post, body: { size: 'small', note: 'x' } },
  },
  {
    title: 'a field of the reply becomes optional',
    list: 'oasdiff',
    after: [
      [
        [...schemas, 'Parcel', 'required'],
        ['id', 'size'],
      ],
    ],
    expected: [
      'breaking field-optional listParcels, createParcel, getParcel: Parcel.weight in replies',
    ],
    hit: list,
    missed: { ...list, reply: [] },
  },
  {
    title: 'a value of the request is deleted',
    list: 'oasdiff',
    after: [[[...schemas, 'NewParcel', 'properties', 'size', 'enum'], ['small']]],
    expected: ['breaking values-removed createParcel: NewParcel.size in requests'],
    hit: { ...post, body: { size: 'large' } },
    missed: { ...post, body: { size: 'small' } },
  },
  {
    title: 'a field of the reply may be null',
    list: 'oasdiff',
    after: [
      [
        [...schemas, 'Parcel', 'properties', 'note', 'type'],
        ['string', 'null'],
      ],
    ],
    expected: ['breaking null-added listParcels, createParcel, getParcel: Parcel.note in replies'],
    hit: { ...get, reply: { ...small, note: 'x' } },
    missed: get,
  },
  {
    title: 'a text of the request may be less long',
    list: 'oasdiff',
    after: [[[...schemas, 'NewParcel', 'properties', 'note', 'maxLength'], 3]],
    expected: ['breaking limit-tightened createParcel: NewParcel.note in requests'],
    hit: { ...post, body: { size: 'small', note: 'four' } },
    missed: { ...post, body: { size: 'small', note: 'one' } },
  },
  {
    title: 'a text of the reply may be longer',
    list: 'oasdiff',
    after: [[[...schemas, 'Parcel', 'properties', 'note', 'maxLength'], 80]],
    expected: [
      'breaking limit-loosened listParcels, createParcel, getParcel: Parcel.note in replies',
    ],
    hit: { ...get, reply: { ...small, note: 'x' } },
    missed: get,
  },
  {
    title: 'a whole number of the reply may be any number',
    list: 'oasdiff',
    after: [[[...schemas, 'Parcel', 'properties', 'weight', 'type'], 'number']],
    expected: [
      'breaking type-widened listParcels, createParcel, getParcel: Parcel.weight in replies',
    ],
    hit: get,
    missed: remove,
  },
  {
    title: 'a status of success is gone',
    list: 'oasdiff',
    after: [
      [[...one, 'delete', 'responses', '204'], undefined],
      [[...one, 'delete', 'responses', '404'], { description: 'There is none.' }],
    ],
    expected: [
      'breaking status-removed deleteParcel: reply 204',
      'harmless status-added deleteParcel: reply 404',
    ],
    hit: remove,
    missed: get,
  },
  {
    title: 'a media type of the request is gone',
    list: 'oasdiff',
    after: [[[...posted, ...media, 'application/x-www-form-urlencoded'], undefined]],
    expected: ['breaking request-type-removed createParcel: request'],
    hit: {
      ...post,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'size=small',
    },
    missed: { ...post, body: { size: 'small' } },
  },
  {
    title: 'a required field of the reply is new',
    list: 'oasdiff',
    after: [
      [[...schemas, 'Parcel', 'properties', 'color'], { type: 'string' }],
      [
        [...schemas, 'Parcel', 'required'],
        ['id', 'size', 'weight', 'color'],
      ],
    ],
    expected: [
      'harmless field-added listParcels, createParcel, getParcel: Parcel.color in replies',
    ],
    missed: get,
  },
  {
    title: 'a value of the request is new',
    list: 'oasdiff',
    after: [
      [
        [...schemas, 'NewParcel', 'properties', 'size', 'enum'],
        ['small', 'large', 'huge'],
      ],
    ],
    expected: ['harmless values-added createParcel: NewParcel.size in requests'],
    missed: { ...post, body: { size: 'small' } },
  },
  {
    title: 'a method is new',
    list: 'openapi-diff',
    after: [
      [
        [...one, 'patch'],
        { operationId: 'updateParcel', responses: { 200: { description: 'It is changed.' } } },
      ],
    ],
    expected: ['harmless operation-added updateParcel: '],
    missed: get,
  },
  {
    title: 'a field of the request may be left out',
    list: 'openapi-diff',
    after: [[[...schemas, 'NewParcel', 'required'], []]],
    expected: ['harmless field-optional createParcel: NewParcel.size in requests'],
    missed: { ...post, body: { size: 'small' } },
  },
  {
    title: 'a parameter of the query becomes required',
    list: 'Optic',
    after: [[[...listed, 'parameters', 0, 'required'], true]],
    expected: ['breaking parameter-required listParcels: query "limit"'],
    hit: list,
    missed: { ...list, query: { limit: '5' } },
  },
  {
    title: 'a field of the request is of another type',
    list: 'Optic',
    after: [[[...schemas, 'NewParcel', 'properties', 'locker', 'type'], 'string']],
    expected: ['breaking type-changed createParcel: NewParcel.locker in requests'],
    hit: { ...post, body: { size: 'small', locker: 3 } },
    missed: { ...post, body: { size: 'small' } },
  },
  {
    title: 'a limit of a parameter is lower',
    after: [[[...listed, 'parameters', 0, 'schema', 'maximum'], 50]],
    expected: ['breaking limit-tightened listParcels: query "limit"'],
    hit: { ...list, query: { limit: '80' } },
    missed: { ...list, query: { limit: '50' } },
  },
  {
    title: 'an operation asks for credentials',
    before: [[[...listed, 'security'], []]],
    after: [],
    expected: ['breaking credential-required listParcels: '],
    hit: { ...list, headers: { Authorization: '' } },
    missed: list,
  },
  {
    title: 'a list comes in an envelope',
    after: [
      [
        [...listed, 'responses', '200', 'content', 'application/json', 'schema'],
        { type: 'object', properties: { data: { type: 'array' } } },
      ],
    ],
    expected: ['breaking envelope-changed listParcels: reply 200'],
    hit: list,
    missed: get,
  },
  {
    title: 'an optional field of the reply is gone',
    after: [[[...schemas, 'Parcel', 'properties', 'note'], undefined]],
    expected: [
      'perhaps field-removed listParcels, createParcel, getParcel: Parcel.note in replies',
    ],
    hit: { ...get, reply: { ...small, note: 'x' } },
    missed: get,
  },
  {
    title: 'fields that are not described are refused',
    after: [[[...schemas, 'NewParcel', 'additionalProperties'], false]],
    expected: ['breaking unknown-fields-refused createParcel: NewParcel in requests'],
    hit: { ...post, body: { size: 'small', colour: 'red' } },
    missed: { ...post, body: { size: 'small' } },
  },
  {
    title: 'a default is another',
    after: [[[...schemas, 'NewParcel', 'properties', 'locker', 'default'], 2]],
    expected: ['perhaps default-changed createParcel: NewParcel.locker in requests'],
    hit: { ...post, body: { size: 'small' } },
    missed: { ...post, body: { size: 'small', locker: 4 } },
  },
  {
    title: 'a reading that was assumed takes another value',
    after: [[['x-readings', 0, 'takes'], 'the newest first']],
    expected: ['perhaps reading-changed listParcels: reading order'],
    hit: list,
    missed: get,
  },
  {
    title: 'a reading that was observed takes another value',
    after: [[['x-readings', 1, 'takes'], 204]],
    expected: ['breaking reading-changed deleteParcel: reading deleteTwice'],
    hit: remove,
    missed: get,
  },
  {
    title: 'the API stands under another path',
    after: [[['servers', 0, 'url'], 'https://parcels.example.com/v2']],
    expected: ['breaking address-changed : '],
    hit: get,
  },
]
