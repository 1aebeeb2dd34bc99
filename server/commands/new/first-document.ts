import type { Json } from './document/json.ts'
import { toPascal } from './plan/names.ts'

/** The document of an API of one entity, with the usual five operations: what a person begins with. */
export function firstDocument(name: string): Json {
  const title = toPascal(name).replace(/([a-z])([A-Z])/g, '$1 $2')
  const item = { $ref: '#/components/schemas/Item' }
  const reply = (description: string, schema: Json) => ({
    description,
    content: { 'application/json': { schema } },
  })
  const body = (schema: string) => ({
    required: true,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  })
  const failure = reply('Why it was turned away.', { $ref: '#/components/schemas/Failure' })
  const id = [
    {
      name: 'id',
      in: 'path',
      required: true,
      description: 'The id of the item.',
      schema: { type: 'string' },
    },
  ]
  const text = (description: string) => ({ type: 'string', minLength: 1, description })
  const writable = {
    name: { ...text('What it is called.'), example: 'A lamp' },
    amount: { type: 'integer', minimum: 0, description: 'How many there are.', example: 3 },
  }
  return {
    openapi: '3.1.0',
    info: { title, description: `What ${title} keeps.` },
    servers: [{ url: `https://api.${name}.test/v1` }],
    tags: [{ name: 'Items', description: 'What is kept.' }],
    security: [{ key: [] }],
    paths: {
      '/items': {
        get: {
          ...{ operationId: 'listItems', summary: 'List items', tags: ['Items'] },
          parameters: [
            page('limit', 'How many at most.', 1, 20),
            page('offset', 'How many to skip.', 0, 0),
          ],
          responses: { 200: reply('Items.', { $ref: '#/components/schemas/Items' }) },
        },
        post: {
          ...{ operationId: 'createItem', summary: 'Create an item', tags: ['Items'] },
          requestBody: body('NewItem'),
          responses: { 201: reply('The new item.', item), 400: failure, 422: failure },
        },
      },
      '/items/{id}': {
        parameters: id,
        get: {
          ...{ operationId: 'showItem', summary: 'Show an item', tags: ['Items'] },
          responses: { 200: reply('The item.', item), 404: failure },
        },
        patch: {
          ...{ operationId: 'updateItem', summary: 'Change an item', tags: ['Items'] },
          requestBody: body('ItemChanges'),
          responses: { 200: reply('The item.', item), 400: failure, 404: failure, 422: failure },
        },
        delete: {
          ...{ operationId: 'deleteItem', summary: 'Delete an item', tags: ['Items'] },
          responses: { 204: { description: 'It is gone.' }, 404: failure },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Item: {
          ...{
            type: 'object',
            description: 'One thing that is kept.',
            additionalProperties: false,
          },
          required: ['id', 'name', 'amount', 'created_at'],
          example: {
            ...{ id: 'item_1', name: 'A lamp', amount: 3 },
            created_at: '2024-01-15T09:30:00Z',
          },
          properties: {
            id: { type: 'string', description: 'What it is known by.', example: 'item_1' },
            ...writable,
            created_at: {
              ...{ type: 'string', format: 'date-time', description: 'When it was created.' },
              example: '2024-01-15T09:30:00Z',
            },
          },
        },
        Items: {
          ...{ type: 'object', description: 'A page of items.', additionalProperties: false },
          required: ['items', 'total'],
          properties: {
            items: { type: 'array', items: item, description: 'Those of the page.' },
            total: { type: 'integer', description: 'How many there are in all.' },
          },
        },
        NewItem: {
          type: 'object',
          description: 'A new item.',
          required: ['name'],
          properties: writable,
        },
        ItemChanges: { type: 'object', description: 'What to change.', properties: writable },
        Failure: {
          ...{
            type: 'object',
            description: 'Why a request was turned away.',
            additionalProperties: false,
          },
          required: ['error'],
          properties: { error: { type: 'string', description: 'What is wrong, in a sentence.' } },
        },
      },
    },
  }
}

const page = (name: string, description: string, minimum: number, standing: number): Json => ({
  ...{ name, in: 'query', description },
  schema: { type: 'integer', minimum, default: standing },
})
