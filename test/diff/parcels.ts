import { dset } from 'dset'

/** What is put into a document: by the keys that lead to it; `undefined` takes it out. */
export type Edits = readonly (readonly [keys: readonly (string | number)[], value: unknown])[]

const Parcel = {
  type: 'object',
  required: ['id', 'size', 'weight'],
  properties: {
    id: { type: 'integer' },
    size: { type: 'string', enum: ['small', 'large'] },
    weight: { type: 'integer' },
    note: { type: 'string', maxLength: 40 },
  },
}

const NewParcel = {
  type: 'object',
  required: ['size'],
  properties: {
    size: { type: 'string', enum: ['small', 'large'] },
    note: { type: 'string', maxLength: 40 },
    locker: { type: 'integer', default: 1 },
  },
}

const json = (schema: unknown) => ({ 'application/json': { schema } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }

/** An API of four operations, with some of all that a document can say. */
const parcels = {
  openapi: '3.1.0',
  info: { title: 'Parcels', version: '1' },
  servers: [{ url: 'https://parcels.example.com/v1' }],
  security: [{ key: [] }],
  paths: {
    '/parcels': {
      get: {
        operationId: 'listParcels',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
          { name: 'sort', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'The parcels.',
            headers: { 'X-Total': { schema: { type: 'integer' } } },
            content: json({ type: 'array', items: ref('Parcel') }),
          },
        },
      },
      post: {
        operationId: 'createParcel',
        requestBody: {
          required: true,
          content: {
            ...json(ref('NewParcel')),
            'application/x-www-form-urlencoded': { schema: ref('NewParcel') },
          },
        },
        responses: {
          201: { description: 'It is there.', content: json(ref('Parcel')) },
          422: { description: 'It is wrong.' },
        },
      },
    },
    '/parcels/{id}': {
      get: {
        operationId: 'getParcel',
        parameters: [id],
        responses: { 200: { description: 'The parcel.', content: json(ref('Parcel')) } },
      },
      delete: {
        operationId: 'deleteParcel',
        parameters: [id],
        responses: { 204: { description: 'It is gone.' } },
      },
    },
  },
  components: {
    schemas: { Parcel, NewParcel, A: {}, B: {}, C: {} },
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
  },
  'x-readings': [
    {
      id: 'order',
      of: ['listParcels'],
      about: 'The order of a list',
      takes: 'by id',
      because: 'The page names none.',
      source: 'assumed',
    },
    {
      id: 'deleteTwice',
      of: ['deleteParcel'],
      about: 'The status of a second delete',
      takes: 404,
      because: 'Seen on the live system.',
      source: 'observed',
    },
  ],
}

/** The document with something put into it. */
export function edited(edits: Edits = []): object {
  const document = structuredClone(parcels)
  for (const [keys, value] of edits) dset(document, [...keys], value)
  return JSON.parse(JSON.stringify(document))
}
