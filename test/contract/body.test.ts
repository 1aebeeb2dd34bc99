import { describe, expect, it } from 'vitest'
import { ask, createNotes, url } from './notes.ts'

describe('the body of a request', () => {
  const post = (body: BodyInit) => ask(createNotes().handlers, url, { method: 'POST', body })
  const bytes = (text: string, length: number) =>
    new TextEncoder().encode(`{"a":"${text.padEnd(length - 8, 'x')}"}`)

  it('is refused with a 413 from 1 MiB and a byte on', async () => {
    const [status] = (await post(bytes('', 1_048_576))) ?? []
    expect(status).toBe(201)
    expect(await post(bytes('', 1_048_577))).toEqual([413, { no: 'too-large' }])
  })

  it('is measured in bytes, not in characters', async () => {
    expect(await post(bytes('é', 1_048_576))).toEqual([413, { no: 'too-large' }])
    const [status] = (await post(bytes('é', 1_048_575))) ?? []
    expect(status).toBe(201)
  })

  it('is too large for every method, whether the path takes it or not', async () => {
    const body = new Uint8Array(1_048_577)
    const { handlers } = createNotes()
    expect(await ask(handlers, url, { method: 'PATCH', body })).toEqual([413, { no: 'too-large' }])
    expect(await ask(handlers, `${url}/1`, { method: 'DELETE', body })).toEqual([
      413,
      { no: 'too-large' },
    ])
  })

  it('is refused with a 400 where it is not UTF-8 or no JSON object', async () => {
    const malformed = [400, { no: 'malformed' }]
    expect(await post(new Uint8Array([0x7b, 0xff, 0x7d]))).toEqual(malformed)
    expect(await post(new Uint8Array([0x22, 0xc3, 0x22]))).toEqual(malformed)
    expect(await post('[1]')).toEqual(malformed)
    expect(await post('{')).toEqual(malformed)
  })

  it('is an empty object where there is none', async () => {
    expect(await ask(createNotes().handlers, url, { method: 'POST' })).toEqual([201, { said: {} }])
  })
})
