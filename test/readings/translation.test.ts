import { describe, expect, it } from 'vitest'
import { library } from '../define/library.ts'

type Told = NonNullable<Parameters<typeof library.create>[0]>['readings']
type Library = ReturnType<typeof library.create>

const url = 'https://api.library.test/v1/books'
const key = { 'X-Library-Key': 'key_123' }
const following = (readings: Told) => library.create({ ...(readings && { readings }) })

async function ask(double: Library, method: string, path = '', sent?: object, headers = {}) {
  const body = sent && JSON.stringify(sent)
  const init = { method, headers: { ...key, ...headers }, ...(body && { body }) }
  const response = await double.fetch(url + path, init)
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    text,
    response,
  }
}

describe('the status of a success', () => {
  it('is the one that is followed', async () => {
    const double = following({ createStatus: 200 })
    expect(await ask(double, 'POST', '', { title: 'Emma' })).toMatchObject({
      status: 200,
      body: { book: { title: 'Emma' } },
    })
    expect(double.journal.last).toMatchObject({ reply: { status: 200 } })
  })

  it('takes the body away where it is 204', async () => {
    const { status, text, response } = await ask(following({ createStatus: 204 }), 'POST', '', {
      title: 'Emma',
    })
    expect([status, text]).toEqual([204, ''])
    expect(response.headers.get('Content-Type')).toBeNull()
    expect(response.headers.get('Location')).toMatch(/\.json$/)
  })

  it('is no other operation’s', async () => {
    const double = following({ createStatus: 200 })
    expect((await ask(double, 'DELETE', '/book_dune')).status).toBe(204)
    expect((await ask(double, 'POST', '', {})).status).toBe(422)
  })

  it('follows at once, and back', async () => {
    const double = following({})
    expect((await ask(double, 'POST', '', { title: 'Emma' })).status).toBe(201)
    double.follow({ createStatus: 200 })
    expect((await ask(double, 'POST', '', { title: 'Emma' })).status).toBe(200)
    double.follow({ createStatus: 201 })
    expect((await ask(double, 'POST', '', { title: 'Emma' })).status).toBe(201)
  })

  it('stands in a pact', async () => {
    const double = following({ createStatus: 200 })
    await ask(double, 'POST', '', { title: 'Emma' })
    const { interactions } = await double.journal.toPact({ consumer: 'shop' })
    expect(interactions.map(({ response }) => response.status)).toEqual([200])
  })
})

describe('the status of a refusal', () => {
  it('is the one that is followed, for its operations', async () => {
    const double = following({ missingStatus: 410 })
    expect((await ask(double, 'DELETE', '/none')).status).toBe(410)
    expect((await ask(double, 'PATCH', '/none', {})).status).toBe(404)
    expect((await ask(double, 'PUT', '/none')).status).toBe(405)
  })

  it('is told for what is no operation’s too', async () => {
    const double = following({ strayMethod: 404 })
    const { status, response } = await ask(double, 'PUT', '/none')
    expect(status).toBe(404)
    expect(response.headers.get('Allow')).toContain('PATCH')
  })
})

describe('the body of a refusal', () => {
  it('stands in the envelope that is followed, with the status that is', async () => {
    const double = following({ refusalBody: 'problem', missingStatus: 410 })
    expect((await ask(double, 'DELETE', '/none')).body).toEqual({
      status: 410,
      title: 'There is no book "none".',
    })
    expect((await ask(double, 'GET', '', undefined, { 'X-Library-Key': '' })).body).toEqual({
      status: 401,
      title: 'The credentials are missing.',
    })
  })

  it('leaves what succeeds alone', async () => {
    const { body } = await ask(following({ refusalBody: 'problem' }), 'GET')
    expect(body).toMatchObject({ total: 1 })
  })
})

describe('fields that were never set', () => {
  it('are left out at any depth, where that is followed', async () => {
    expect((await ask(following({}), 'GET')).body.books[0]).toHaveProperty('subtitle', null)
    const { body } = await ask(following({ unset: 'absent' }), 'GET')
    expect(body.books[0]).not.toHaveProperty('subtitle')
    expect(body.books[0]).toMatchObject({ lent: false, authors: [{ name: 'Frank Herbert' }] })
  })

  it('stay in the double', async () => {
    const double = following({ unset: 'absent' })
    await ask(double, 'GET')
    expect(double.db.book.getAll()[0]?.subtitle).toBeNull()
  })
})

describe('the order of keys', () => {
  it('is that of the alphabet at any depth, where that is followed', async () => {
    const { body } = await ask(following({ keyOrder: 'alphabetical' }), 'GET')
    const sorted = (object: object) => Object.keys(object).toSorted()
    expect(Object.keys(body.books[0])).toEqual(sorted(body.books[0]))
    expect(Object.keys(body.books[0].size)).toEqual(['height', 'pages'])
    const plain = (await ask(following({}), 'GET')).body.books[0]
    expect(Object.keys(plain)).not.toEqual(sorted(plain))
  })
})

describe('keys that are not documented', () => {
  it('are named one by one beside the other faults, where they are refused', async () => {
    const double = following({ unknownKeys: 'refused' })
    const { status, body } = await ask(double, 'POST', '', { title: 7, shelf: 1, colour: 'red' })
    expect(status).toBe(422)
    expect(body).toEqual({
      error: '"title" must be of the type string. "shelf" is not known. "colour" is not known.',
      fields: ['title', 'shelf', 'colour'],
    })
    expect(double.db.book.count()).toBe(1)
  })

  it('are bounded like all faults', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, nth) => [`key${nth}`, nth]))
    const double = following({ unknownKeys: 'refused' })
    const { body } = await ask(double, 'POST', '', { title: 'Emma', ...many })
    expect(body.fields).toHaveLength(20)
    expect(body.error).toContain('And 10 more.')
  })

  it('are ignored by other operations', async () => {
    const double = following({ unknownKeys: 'refused' })
    expect((await ask(double, 'PATCH', '/book_dune', { shelf: 1 })).status).toBe(200)
  })
})

describe('what a resolver makes of a reading', () => {
  it('follows at once', async () => {
    const double = following({})
    double.db.book.create({ title: 'Emma', created_at: '2025-01-15T09:30:00Z' })
    const titles = async () =>
      (await ask(double, 'GET')).body.books.map(({ title }: { title: string }) => title)
    expect(await titles()).toEqual(['Dune', 'Emma'])
    double.follow({ listOrder: 'newest first' })
    expect(await titles()).toEqual(['Emma', 'Dune'])
  })
})

describe('a forced reply', () => {
  it('is told as all others', async () => {
    const double = following({ createStatus: 200, missingStatus: 410, refusalBody: 'problem' })
    double.override('createBook', { status: 201 })
    expect((await ask(double, 'POST', '', { title: 'Emma' })).status).toBe(200)
    double.override('showBook', { status: 404 })
    expect(await ask(double, 'GET', '/book_dune.json')).toMatchObject({
      status: 410,
      body: { status: 410 },
    })
    const prefer = { Prefer: 'code=404' }
    expect(await ask(double, 'DELETE', '/book_dune', undefined, prefer)).toMatchObject({
      status: 410,
    })
  })

  it('is an outage, which nobody words, whatever is followed', async () => {
    const double = following({ refusalBody: 'problem' })
    const outage = { Prefer: 'outage=503' }
    const response = await double.fetch(url, { headers: { ...key, ...outage } })
    expect([response.status, await response.text()]).toEqual([
      503,
      expect.stringContaining('<html>'),
    ])
  })
})
