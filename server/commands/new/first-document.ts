import type { Json } from '../../../contract/json.ts'
import { toPascal } from './plan/names.ts'

/** The document of an API of one entity, with the usual five operations: what a person begins with. */
export function firstDocument(name: string): Json {
  const title = toPascal(name).replace(/([a-z])([A-Z])/g, '$1 $2')
  return {
    openapi: '3.1.0',
    info: { title, description: `What ${title} keeps.` },
    servers: [{ url: `https://api.${name}.test/v1` }],
    tags: [{ name: 'Items', description: 'What is kept.' }],
    security: [{ key: [] }],
    paths: { '/items': all, '/items/{id}': one },
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas },
  }
}

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } })
const reply = (description: string, schema: Json): Json => ({ description, ...json(schema) })
const body = (schema: string): Json => ({ required: true, ...json(ref(schema)) })
const called = (operationId: string, summary: string): Json => ({
  ...{ operationId, summary, tags: ['Items'] },
})

const page = (name: string, description: string, minimum: number, standing: number): Json => ({
  ...{ name, in: 'query', description },
  schema: { type: 'integer', minimum, default: standing },
})

const failure = reply('Why it was turned away.', ref('Failure'))

const all: Json = {
  get: {
    ...called('listItems', 'List items'),
    parameters: [
      page('limit', 'How many at most.', 1, 20),
      page('offset', 'How many to skip.', 0, 0),
    ],
    responses: { 200: reply('Items.', ref('Items')) },
  },
  post: {
    ...called('createItem', 'Create an item'),
    requestBody: body('NewItem'),
    responses: { 201: reply('The new item.', ref('Item')), 400: failure, 422: failure },
  },
}

const one: Json = {
  parameters: [
    {
      ...{ name: 'id', in: 'path', required: true },
      ...{ description: 'The id of the item.', schema: { type: 'string' } },
    },
  ],
  get: {
    ...called('showItem', 'Show an item'),
    responses: { 200: reply('The item.', ref('Item')), 404: failure },
  },
  patch: {
    ...called('updateItem', 'Change an item'),
    requestBody: body('ItemChanges'),
    responses: { 200: reply('The item.', ref('Item')), 400: failure, 404: failure, 422: failure },
  },
  delete: {
    ...called('deleteItem', 'Delete an item'),
    responses: { 204: { description: 'It is gone.' }, 404: failure },
  },
}

const writable: Json = {
  name: { type: 'string', minLength: 1, description: 'What it is called.' },
  amount: { type: 'integer', minimum: 0, description: 'How many there are.' },
}

const sent = { name: 'A chair', amount: 4 }

const shown = {
  ...{ id: 'item_1', name: 'A lamp', amount: 3 },
  created_at: '2024-01-15T09:30:00Z',
}

const strict = { type: 'object', additionalProperties: false }

const schemas: Json = {
  Item: {
    ...{ ...strict, description: 'One thing that is kept.', example: shown },
    required: ['id', 'name', 'amount', 'created_at'],
    properties: {
      id: { type: 'string', description: 'What it is known by.' },
      ...writable,
      created_at: { type: 'string', format: 'date-time', description: 'When it was created.' },
    },
  },
  Items: {
    ...{ ...strict, description: 'A page of items.', required: ['items', 'total'] },
    properties: {
      items: { type: 'array', items: ref('Item'), description: 'Those of the page.' },
      total: { type: 'integer', description: 'How many there are in all.' },
    },
  },
  NewItem: {
    ...{ type: 'object', description: 'A new item.', required: ['name'], example: sent },
    properties: writable,
  },
  ItemChanges: {
    ...{ type: 'object', description: 'What to change.', example: { amount: 4 } },
    properties: writable,
  },
  Failure: {
    ...{ ...strict, description: 'Why a request was turned away.', required: ['error'] },
    properties: { error: { type: 'string', description: 'What is wrong, in a sentence.' } },
  },
}
