import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createOverplane, createPterodactyl, type OverplaneDouble } from '../../handlers/index.ts'
import '../../handlers/vitest.ts'

const headers = { Authorization: 'Bearer sk_test_1', 'Content-Type': 'application/json' }
const users = '/api/core/user'

const post = (double: OverplaneDouble, body: string) =>
  double.fetch(users, { method: 'POST', headers, body })

/** A body that no endpoint takes, of so many bytes. */
const refused = (bytes: number, letter = 'x') => `{"email":"${letter.repeat(bytes - 12)}"}`

/** Everything that JSON and a console show of a double's journal. */
const shownBy = ({ journal }: Pick<OverplaneDouble, 'journal'>) => [
  JSON.stringify(journal.entries),
  inspect(journal.entries, { depth: null, maxStringLength: null }),
]

describe('a journal', () => {
  it('keeps no more than its bytes, and counts the calls that it dropped', async () => {
    const double = createOverplane()
    const body = refused(1_048_576)
    const call = { method: 'POST', origin: '', path: users, search: '', headers: {}, text: body }
    for (let nth = 0; nth < 1000; nth += 1) double.answer(call)
    const { entries, dropped } = double.journal
    expect(entries.length + dropped).toBe(1000)
    expect(entries.length).toBeGreaterThan(20)
    expect(entries.length * body.length).toBeLessThan(64_000_000)
    expect(entries.at(-1)?.nth).toBe(1000)
    expect(entries[0]?.nth).toBe(dropped + 1)
    // What is shown is a part of that.
    expect(JSON.stringify(entries).length).toBeLessThan(entries.length * 70_000)
  })

  it.each([
    [{ calls: 2 }, [9, 10]],
    [{ bytes: 10_000 }, [9, 10]],
    [{ calls: 1, bytes: 10_000 }, [10]],
    [{ calls: 0 }, []],
    [{ bytes: 0 }, []],
    [0, []],
    [3, [8, 9, 10]],
  ])('keeps to %j', async (journal, kept) => {
    const double = createOverplane({ journal })
    for (let nth = 0; nth < 10; nth += 1) await post(double, refused(2000))
    expect(double.journal.entries.map(({ nth }) => nth)).toEqual(kept)
    expect(double.journal.dropped).toBe(10 - kept.length)
    double.journal.clear()
    expect(double.journal.dropped).toBe(0)
    await post(double, refused(100))
    expect(double.journal.entries).toHaveLength(Math.min(1, kept.length))
  })

  it('counts letters that take two bytes as such, and the replies too', async () => {
    const world = {
      name: '400 users',
      overplane(db: OverplaneDouble['db']) {
        for (let nth = 0; nth < 400; nth += 1) db.user.create({ email: 'a@b.c' })
      },
    }
    const count = async (url: string, init: RequestInit) => {
      const double = createOverplane({ world, journal: { bytes: 400_000 } })
      for (let nth = 0; nth < 30; nth += 1) await double.fetch(url, { headers, ...init })
      return double.journal.entries.length
    }
    expect(await count(users, { method: 'POST', body: refused(100_000) })).toBe(3)
    expect(await count(users, { method: 'POST', body: refused(100_000, 'Ω') })).toBe(1)
    expect(await count(`${users}?limit=400`, {})).toBeLessThan(5)
  })

  it('shows 64 KiB of a body and says so, and compares the whole of it', async () => {
    const double = createOverplane()
    const long = 'y'.repeat(500_000)
    const sent = { email: 'a@b.c', first_name: 'A', last_name: long, phone: '1', mobile_no: long }
    await post(double, JSON.stringify(sent))
    const [entry] = JSON.parse(JSON.stringify(double.journal.entries))
    expect(entry.body).toMatchObject({ email: 'a@b.c', first_name: 'A' })
    expect(entry.body.last_name).toMatch(/^y{65000,65536}…$/)
    expect(entry.body).not.toHaveProperty('mobile_no')
    expect(entry.reply.body.first_name).toBe('A')
    expect(entry.cut).toEqual([
      `The body of ${JSON.stringify(sent).length} characters is not shown whole.`,
      'The body of the reply is not shown whole.',
    ])
    double.journal.verify('createUser').calledOnceWith({ body: sent })
    expect(double).toHaveReceived('createUser', { body: { mobile_no: long } })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(interactions[0]?.request.body?.content).toEqual(sent)
    await post(double, '{"email":"a@b.c","first_name":"A"}')
    expect(JSON.parse(JSON.stringify(double.journal.entries[1]))).not.toHaveProperty('cut')
  })

  it('tells 20 breaches of a call, and how many more there are', async () => {
    const double = createOverplane()
    const unknown = Array.from({ length: 100_000 }, (_, nth) => `"${nth}":1`)
    await post(double, `{${unknown.join(',')}}`)
    await double.fetch('/api/projects/project-user/reorder', {
      ...{ method: 'POST', headers, body: `{"items":[${'1,'.repeat(999)}1]}` },
    })
    await double.fetch(`${users}?${'a'.repeat(5000)}=1`, { headers })
    const [first, second, third] = double.journal.entries
    expect(first?.violations).toEqual(['The body lacks "email".', 'The body lacks "first_name".'])
    expect(first?.warnings).toHaveLength(21)
    expect(first?.warnings.at(-1)).toBe('And 99980 more.')
    expect(second?.violations).toHaveLength(21)
    expect(second?.violations[0]).toBe('"items.0" in the body breaks the rule "type object".')
    expect(second?.violations.at(-1)).toBe('And 980 more.')
    expect(third?.warnings).toEqual([
      `The query has "${'a'.repeat(40)}…", which is not documented: a real API may ignore it.`,
    ])
  })

  it('can be read one by one, and by its entries as often as wanted', async () => {
    const double = createOverplane({ journal: 3 })
    for (const limit of [1, 2, 3, 4]) await double.fetch(`${users}?limit=${limit}`, { headers })
    const streamed = [...double.journal.stream()]
    expect(streamed.map(({ nth }) => nth)).toEqual([2, 3, 4])
    expect(JSON.stringify(streamed)).toBe(JSON.stringify(double.journal.entries))
    expect(double.journal.entries[0]).toBe(double.journal.entries[0])
    const started = double.journal.stream()[Symbol.iterator]()
    started.next()
    double.journal.clear()
    expect(started.next().value?.nth).toBe(3)
  })

  it.each([
    ['lists', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ['what does not end', '['.repeat(500_000)],
  ])('shows a body that nests too deep, in %s', async (_, deep) => {
    const double = createOverplane()
    await post(double, deep)
    await post(double, `{"email":${deep}}`)
    await double.fetch(users, { method: 'POST', body: deep })
    for (const shown of shownBy(double)) expect(shown).toContain('nested deeper than 512 levels')
    const body = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(() => double.journal.verify('createUser').calledWith({ body })).toThrow('was called 3')
    expect(double).not.toHaveReceived('createUser', { body })
    await double.journal.toPact({ consumer: 'crm' })
  })

  it('shows a reply that nests too deep, and leaves it out of a pact', async () => {
    const double = createPterodactyl()
    const environment = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    double.db.server.create({ user: 4, container: { environment } })
    const path = '/api/application/servers/1'
    const call = { method: 'GET', origin: '', path, search: '', text: '' }
    const reply = double.answer({ ...call, headers: { authorization: 'Bearer ptla_a' } })
    expect(reply.status).toBe(200)
    const [entry] = JSON.parse(shownBy(double)[0] ?? '')
    expect(entry.cut).toEqual(['The body of the reply is not shown whole.'])
    const { metadata } = await double.journal.toPact({ consumer: 'crm' })
    expect(metadata.contractDoubles?.leftOut).toHaveLength(1)
  })

  it('names few calls in a failure, and little of each', async () => {
    const double = createOverplane()
    for (let nth = 0; nth < 30; nth += 1) await post(double, refused(100_000))
    const failures = [
      () => double.journal.verify('createUser').notCalled(),
      () => expect(double).not.toHaveReceived('createUser'),
      () => expect(double).toHaveNoViolations(),
    ]
    for (const fail of failures) {
      expect(fail).toThrow(/\n {2}20\. [^\n]+(\n {5}[^\n]+)*\n {2}and 10 more$/)
      expect(fail).toThrow(/^.{100,80000}$/s)
    }
  })
})
