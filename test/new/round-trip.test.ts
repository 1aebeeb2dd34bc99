import { rm } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { toThree } from '../../server/documents/swagger.ts'
import { factsOf } from './facts.ts'
import { folderOf, load, made, write } from './written.ts'

const folder = folderOf('round-trip')

afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a document says, and the document of the double that was made of it does not. */
async function lostOf(name: string, document: string): Promise<string[]> {
  const one = await made(name, document)
  await write(one, folder)
  const exported: unknown = JSON.parse(JSON.stringify(await (await load(name, folder)).openapi()))
  const kept = new Set(factsOf(Object(exported)))
  const source: Json = 'swagger' in one.document ? toThree(one.document) : one.document
  return factsOf(source).filter(fact => !kept.has(fact))
}

describe('the document of a double says what the one said that it was made of', () => {
  it('of OpenAPI 3.1', async () => {
    expect(await lostOf('tides', 'tides.yaml')).toEqual([])
  })

  it('of OpenAPI 3.0, put together of several schemas', async () => {
    expect(await lostOf('ledger', 'ledger.yaml')).toEqual([])
  })

  it('of Swagger 2.0, but for what is listed', async () => {
    const lost = await lostOf('ferry', 'ferry.json')
    expect(new Set(lost.map(fact => fact.split('.')[0]))).toEqual(
      new Set(['get /crossings default', 'get /crossings default object']),
    )
    const { plan } = await made('ferry', 'ferry.json')
    expect(plan.losses.all.get('the status DEFAULT')).toEqual(['crossings.list'])
  })
})
