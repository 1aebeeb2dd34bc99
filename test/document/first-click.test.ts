import { describe, expect, it } from 'vitest'
import { demo } from '../../fixtures/worlds/demo.ts'
import { apis } from '../../handlers/index.ts'

const credentials = {
  Overplane: 'Bearer sk_test_...',
  Pterodactyl: 'Bearer ptla_full',
  Oberplan: `Basic ${btoa('user@oberplan.com:mypassword')}`,
}

/** What a viewer fills in by itself: the examples of the parameters, and that of the body. */
const clicks = Object.values(apis).map(({ create }) => async () => {
  const double = create({ world: demo })
  const { paths } = await double.openapi()
  const base = new URL(double.baseUrl).pathname.replace(/\/$/, '')
  const headers = {
    Authorization: credentials[double.title as keyof typeof credentials],
    'Content-Type': 'application/json',
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return operations.map(({ path, method, operation }) => {
    const { parameters = [], requestBody } = operation
    const filled = parameters.filter(({ example }) => example !== undefined)
    const query = filled.filter(one => one.in === 'query' && one.schema.type !== 'object')
    const where = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
      String(filled.find(one => one.name === name)?.example),
    )
    const search = new URLSearchParams(query.map(({ name, example }) => [name, String(example)]))
    const [body] = Object.values(requestBody?.content['application/json'].examples ?? {})
    const init = { method: method.toUpperCase(), headers }
    const send = () => {
      double.reset()
      return double.fetch(`${base}${where}?${search}`, {
        ...init,
        ...(body && { body: JSON.stringify(body.value) }),
      })
    }
    return { name: operation.operationId, filled, send }
  })
})

describe.each(clicks)('the first click in a viewer', click => {
  it('is answered with a success by every operation of the demo world', async () => {
    for (const { name, send } of await click()) {
      const { status } = await send()
      expect([name, status < 300]).toEqual([name, true])
    }
  })

  it('sends no made-up value for an object', async () => {
    for (const { filled } of await click()) {
      const objects = filled.filter(({ schema }) => schema.type === 'object')
      expect(objects.every(({ example }) => JSON.stringify(example) === '{}')).toBe(true)
    }
  })
})
