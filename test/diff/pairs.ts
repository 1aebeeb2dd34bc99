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

const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } }

/** One of several schemas. */
const either = (...names: readonly string[]) => ({
  oneOf: names.map(name => ({ $ref: `#/components/schemas/${name}` })),
})

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
  {
    title: 'an operation is called otherwise',
    after: [[[...posted, 'operationId'], 'addParcel']],
    expected: ['perhaps operation-renamed addParcel: '],
  },
  {
    title: 'an operation is deprecated',
    list: 'oasdiff',
    after: [[[...posted, 'deprecated'], true]],
    expected: ['harmless operation-deprecated createParcel: '],
  },
  {
    title: 'a parameter may be left out',
    before: [[[...listed, 'parameters', 0, 'required'], true]],
    after: [],
    expected: ['harmless parameter-optional listParcels: query "limit"'],
  },
  {
    title: 'a parameter is new',
    after: [[[...listed, 'parameters', 2], { name: 'page', in: 'query', schema: {} }]],
    expected: ['harmless parameter-added listParcels: query "page"'],
  },
  {
    title: 'a parameter is gone',
    list: 'oasdiff',
    after: [[[...listed, 'parameters'], [limit]]],
    expected: ['perhaps parameter-removed listParcels: query "sort"'],
    hit: { ...list, query: { sort: 'id' } },
    missed: { ...list, query: { limit: '5' } },
  },
  {
    title: 'a parameter is written otherwise',
    after: [[[...listed, 'parameters', 1, 'explode'], false]],
    expected: ['breaking parameter-written-otherwise listParcels: query "sort"'],
    hit: { ...list, query: { sort: 'id' } },
    missed: list,
  },
  {
    title: 'a default of a parameter is another',
    after: [[[...listed, 'parameters', 0, 'schema', 'default'], 10]],
    expected: ['perhaps default-changed listParcels: query "limit"'],
    hit: list,
    missed: { ...list, query: { limit: '5' } },
  },
  {
    title: 'an operation asks for no credentials any more',
    after: [[[...listed, 'security'], []]],
    expected: ['harmless credential-released listParcels: '],
  },
  {
    title: 'a body has to be sent',
    list: 'oasdiff',
    before: [[[...posted, 'requestBody', 'required'], false]],
    after: [],
    expected: ['breaking body-required createParcel: request'],
    hit: post,
    missed: { ...post, body: { size: 'small' } },
  },
  {
    title: 'a body may be left out',
    after: [[[...posted, 'requestBody', 'required'], false]],
    expected: ['harmless body-optional createParcel: request'],
  },
  {
    title: 'a body is no longer taken',
    list: 'oasdiff',
    after: [[[...posted, 'requestBody'], undefined]],
    expected: ['breaking body-removed createParcel: request'],
    hit: { ...post, body: { size: 'small' } },
    missed: post,
  },
  {
    title: 'a media type of the request is new',
    after: [[[...posted, ...media, 'text/csv'], {}]],
    expected: ['harmless request-type-added createParcel: request'],
  },
  {
    title: 'a media type of the reply is gone',
    list: 'oasdiff',
    before: [[[...one, 'get', 'responses', '200', 'content', 'text/csv'], {}]],
    after: [],
    expected: ['breaking reply-type-removed getParcel: reply 200'],
    hit: get,
    missed: list,
  },
  {
    title: 'a media type of the reply is new',
    list: 'oasdiff',
    after: [[[...one, 'get', 'responses', '200', 'content', 'text/csv'], {}]],
    expected: ['harmless reply-type-added getParcel: reply 200'],
  },
  {
    title: 'a header of the reply is gone',
    list: 'oasdiff',
    after: [[[...listed, 'responses', '200', 'headers'], undefined]],
    expected: ['perhaps header-removed listParcels: reply 200'],
  },
  {
    title: 'a header that was always there is gone',
    list: 'oasdiff',
    before: [[[...listed, 'responses', '200', 'headers', 'X-Total', 'required'], true]],
    after: [[[...listed, 'responses', '200', 'headers'], undefined]],
    expected: ['breaking header-removed listParcels: reply 200'],
  },
  {
    title: 'a header of the reply is new',
    after: [[[...listed, 'responses', '200', 'headers', 'X-Page'], {}]],
    expected: ['harmless header-added listParcels: reply 200'],
  },
  {
    title: 'another status of success is answered',
    after: [[[...one, 'delete', 'responses', '202'], { description: 'It will go.' }]],
    expected: ['perhaps status-added deleteParcel: reply 202'],
  },
  {
    title: 'a status of a refusal is gone',
    after: [[[...posted, 'responses', '422'], undefined]],
    expected: ['perhaps status-removed createParcel: reply 422'],
    hit: { ...post, status: 422, reply: undefined },
    missed: post,
  },
  {
    title: 'a field of the request may no longer be null',
    list: 'oasdiff',
    before: [
      [
        [...schemas, 'NewParcel', 'properties', 'note', 'type'],
        ['string', 'null'],
      ],
    ],
    after: [],
    expected: ['breaking null-refused createParcel: NewParcel.note in requests'],
    hit: { ...post, body: { size: 'small', note: null } },
    missed: { ...post, body: { size: 'small', note: 'x' } },
  },
  {
    title: 'a number of the request has to be whole',
    list: 'oasdiff',
    before: [[[...schemas, 'NewParcel', 'properties', 'locker', 'type'], 'number']],
    after: [],
    expected: ['breaking type-narrowed createParcel: NewParcel.locker in requests'],
    hit: { ...post, body: { size: 'small', locker: 1.5 } },
    missed: { ...post, body: { size: 'small', locker: 2 } },
  },
  {
    title: 'a text of the request has a pattern',
    list: 'oasdiff',
    after: [[[...schemas, 'NewParcel', 'properties', 'note', 'pattern'], '^[a-z]+$']],
    expected: ['breaking form-added createParcel: NewParcel.note in requests'],
  },
  {
    title: 'a text of the request has a pattern no more',
    before: [[[...schemas, 'NewParcel', 'properties', 'note', 'pattern'], '^[a-z]+$']],
    after: [],
    expected: ['harmless form-removed createParcel: NewParcel.note in requests'],
  },
  {
    title: 'a text of the request is of another format',
    after: [[[...schemas, 'NewParcel', 'properties', 'note', 'format'], 'email']],
    expected: ['perhaps form-changed createParcel: NewParcel.note in requests'],
  },
  {
    title: 'the live system was seen to do otherwise',
    after: [[['x-readings', 1, 'live'], 204]],
    expected: ['perhaps live-changed deleteParcel: reading deleteTwice'],
  },
  {
    title: 'a reading is new',
    after: [[['x-readings', 2], { id: 'case', takes: 'any', source: 'assumed' }]],
    expected: ['harmless reading-added : reading case'],
  },
  {
    title: 'a reading is gone',
    before: [[['x-readings', 2], { id: 'case', takes: 'any', source: 'assumed' }]],
    after: [],
    expected: ['perhaps reading-removed : reading case'],
  },
  {
    title: 'the API stands on another host',
    after: [[['servers', 0, 'url'], 'https://parcels.example.org/v1']],
    expected: ['perhaps address-changed : '],
    missed: get,
  },
  {
    title: 'a reply may have fields that are not described',
    before: [[[...schemas, 'Parcel', 'additionalProperties'], false]],
    after: [],
    expected: [
      'perhaps unknown-fields-allowed listParcels, createParcel, getParcel: Parcel in replies',
    ],
  },
  {
    title: 'a reply may be another thing',
    list: 'oasdiff',
    before: [[[...schemas, 'Parcel', 'properties', 'note'], either('A', 'B')]],
    after: [[[...schemas, 'Parcel', 'properties', 'note'], either('A', 'B', 'C')]],
    expected: [
      'breaking alternative-added listParcels, createParcel, getParcel: Parcel.note in replies',
    ],
    hit: { ...get, reply: { ...small, note: {} } },
    missed: get,
  },
  {
    title: 'a request may no longer be another thing',
    list: 'oasdiff',
    before: [[[...schemas, 'NewParcel', 'properties', 'note'], either('A', 'B', 'C')]],
    after: [[[...schemas, 'NewParcel', 'properties', 'note'], either('A', 'B')]],
    expected: ['breaking alternative-removed createParcel: NewParcel.note in requests'],
  },
  {
    title: 'a value of the reply is gone',
    list: 'openapi-diff',
    after: [[[...schemas, 'Parcel', 'properties', 'size', 'enum'], ['small']]],
    expected: [
      'harmless values-removed listParcels, createParcel, getParcel: Parcel.size in replies',
    ],
    missed: get,
  },
  {
    title: 'a field of the reply is always there',
    list: 'openapi-diff',
    after: [
      [
        [...schemas, 'Parcel', 'required'],
        ['id', 'size', 'weight', 'note'],
      ],
    ],
    expected: [
      'harmless field-required listParcels, createParcel, getParcel: Parcel.note in replies',
    ],
  },
  {
    title: 'a required field of the request is gone, and is passed over',
    list: 'oasdiff',
    after: [
      [[...schemas, 'NewParcel', 'required'], []],
      [[...schemas, 'NewParcel', 'properties', 'size'], undefined],
    ],
    expected: ['perhaps field-removed createParcel: NewParcel.size in requests'],
    hit: { ...post, body: { size: 'small' } },
    missed: { ...post, body: { locker: 2 } },
  },
  {
    title: 'an optional field of a reply that has no others is gone',
    before: [[[...schemas, 'Parcel', 'additionalProperties'], false]],
    after: [
      [[...schemas, 'Parcel', 'additionalProperties'], false],
      [[...schemas, 'Parcel', 'properties', 'note'], undefined],
    ],
    expected: [
      'perhaps field-removed listParcels, createParcel, getParcel: Parcel.note in replies',
    ],
  },
  {
    title: 'a value is gone from what may be null, too',
    before: [
      [
        [...schemas, 'NewParcel', 'properties', 'size', 'type'],
        ['string', 'null'],
      ],
    ],
    after: [
      [
        [...schemas, 'NewParcel', 'properties', 'size', 'type'],
        ['string', 'null'],
      ],
      [[...schemas, 'NewParcel', 'properties', 'size', 'enum'], ['small']],
    ],
    expected: ['breaking values-removed createParcel: NewParcel.size in requests'],
    hit: { ...post, body: { size: 'large' } },
    missed: { ...post, body: { size: null } },
  },
]
