import { beforeAll, describe, expect, it } from 'vitest'
import { type ControlDocument, toControlDocument } from '../../contract/control/document.ts'
import { controlOperations } from '../../contract/control/operations.ts'
import { placesOf } from '../document/document.ts'

let document: ControlDocument

beforeAll(() => {
  document = toControlDocument(controlOperations)
})

const operationAt = (method: string, path: string) => document.paths[path]?.[method]

describe('the document of the control API', () => {
  it('has every operation, under its own name and its subject', () => {
    const all = Object.values(document.paths).flatMap(Object.values)
    expect(all.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(controlOperations).toSorted(),
    )
    const tags = document.tags.map(({ name }) => name)
    for (const {
      tags: [tag, ...more],
    } of all) {
      expect(tags).toContain(tag)
      expect(more).toEqual([])
    }
  })

  it('tells what is sent, and every status that it is answered with', () => {
    const added = operationAt('post', '/overrides')
    expect(Object.keys(added?.responses ?? {})).toEqual(['201', '400', '403', '404', '413', '500'])
    expect(added?.requestBody).toMatchObject({
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Override' } } },
    })
    const parameters = operationAt('get', '/journal')?.parameters ?? []
    expect(parameters.map(({ name, schema }) => [name, schema.type])).toEqual([
      ['api', 'string'],
      ['operation', 'string'],
      ['violations', 'boolean'],
      ['limit', 'integer'],
      ['session', 'string'],
    ])
    expect(operationAt('get', '/docs')?.responses[200]).toEqual({
      description: 'The page.',
      content: { 'text/html': { schema: { type: 'string' } } },
    })
  })

  it('tells what the events of a stream carry', () => {
    const { content } = Object(operationAt('get', '/events')?.responses[200])
    expect(content['text/event-stream']).toEqual({
      schema: {
        ...{ type: 'string', contentMediaType: 'application/json' },
        contentSchema: {
          anyOf: [
            { $ref: '#/components/schemas/CallsEvent' },
            { $ref: '#/components/schemas/ChangedEvent' },
          ],
        },
      },
    })
  })

  it('tells problems in their own media type, each with one to show', () => {
    const { responses } = document.components
    expect(Object.keys(responses)).toHaveLength(5)
    for (const { content } of Object.values(responses)) {
      expect(content).toEqual({
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          example: expect.objectContaining({ type: 'about:blank', detail: expect.any(String) }),
        },
      })
    }
  })

  it('asks for a token or for this machine, save for the health, which anybody may ask', () => {
    expect(operationAt('get', '/health')?.security).toEqual([{}])
    expect(operationAt('post', '/reset')?.security).toEqual([{}, { bearer: [] }, { token: [] }])
  })

  it('describes every schema, field and parameter, in words that are not just its name', () => {
    const places = placesOf(
      [document.components.schemas, document.paths],
      (value, place) =>
        /\/properties\/[^/]+$|\/parameters\/\d+$|\/requestBody$|^#\/0\/[^/]+$/.test(place) &&
        !/\w/.test(String(Reflect.get(value, 'description') ?? '')),
    )
    expect(places).toEqual([])
  })

  it('leads with every reference to something', () => {
    const dangling = placesOf(document, value => {
      const ref = Reflect.get(value, '$ref')
      if (typeof ref !== 'string') return false
      const keys = ref.split('/').slice(1)
      const target = keys.reduce<unknown>((whole, key) => Reflect.get(Object(whole), key), document)
      return target === undefined
    })
    expect(dangling).toEqual([])
  })

  it('names the server that it comes from', () => {
    expect(toControlDocument(controlOperations, 'http://localhost:1').servers[0]?.url).toBe(
      'http://localhost:1/__admin',
    )
  })
})
