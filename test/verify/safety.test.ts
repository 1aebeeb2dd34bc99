import { describe, expect, it } from 'vitest'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { demo } from '../../fixtures/worlds/demo.ts'
import type { OberplanDouble, OverplaneDouble } from '../../handlers/index.ts'
import { drifted, type Mutant } from './mutants/drift.ts'
import { oberplan, overplane, pterodactyl, spied, stand } from './subject.ts'

/** Verifies a double of Oberplan that does one thing otherwise, and gives what became of it. */
async function verifyOberplan(mutant: Omit<Mutant<OberplanDouble>, 'title'>) {
  const { double, verify } = stand(oberplan)
  const report = await verify({}, drifted(double, { title: '', ...mutant }))
  return { report, account: double.db.user.getAll()[0] }
}

describe('what is not its own', () => {
  it('is not deleted where a create answers with the id of somebody else', async () => {
    const { double, verify } = stand(overplane)
    const users = double.db.user.getAll().map(user => ({ ...user }))
    const stranger: Mutant<OverplaneDouble> = {
      title: 'a create answers with the first user',
      on: /^POST \/api\/core\/user$/,
      reply: body => ({ ...body, id: 'user_abc123' }),
    }
    const report = await verify({}, drifted(double, stranger))
    const left = double.db.user.getAll().filter(({ id }) => id === 'user_abc123')
    expect(left).toEqual(users)
    expect(report.leftovers[0]).toBe(
      '"user_abc123" was left alone: it cannot be told to be what createUser made.',
    )
    expect(report.findings[0]).toMatchObject({ title: 'What was created is found by its id' })
  })

  it('is not written to', async () => {
    const { double, verify } = stand(pterodactyl, { world: demo })
    const owned = double.db.user.getAll().map(({ id }) => id)
    const { lines, spy } = spied(double.fetch)
    await verify({}, spy)
    const written = lines.filter(line => /^(PATCH|DELETE)/.test(line))
    expect(written.length).toBeGreaterThan(50)
    expect(written.filter(line => owned.includes(Number(line.split('/').at(-1))))).toEqual([])
  })

  it('carries a mark in everything that it makes', async () => {
    const { double, verify } = stand(overplane, { world: 'empty' })
    const made: string[] = []
    const provider: Provider = async request => {
      const reply = await double.fetch(request)
      if (request.method === 'POST' && reply.ok) made.push(await reply.clone().text())
      return reply
    }
    await verify({ mark: 'ourmark' }, provider)
    const users = made.filter(text => text.includes('"id":') && !text.includes('"data":'))
    expect(users.length).toBeGreaterThan(50)
    expect(users.filter(text => !text.includes('ourmark'))).toEqual([])
  })

  it('is told where it could not be deleted', async () => {
    const { double, verify } = stand(overplane)
    const broken: Mutant<OverplaneDouble> = {
      title: 'a delete fails',
      on: /^DELETE \/api\/core\/user\/user_/,
      instead: () => ({ status: 500, body: {} }),
    }
    const { leftovers } = await verify({}, drifted(double, broken))
    expect(leftovers.length).toBe(double.db.user.count() - 1)
    expect(leftovers[0]).toMatch(/^"user_\w+" could not be deleted: deleteUser answered 500\.$/)
  })
})

describe('the account of Oberplan', () => {
  it('is not deleted, nor asked to be, unless it is told to be destructive', async () => {
    const { double, verify } = stand(oberplan)
    const { lines, spy } = spied(double.fetch)
    await verify({}, spy)
    const deletes = lines.filter(line => line.startsWith('DELETE'))
    expect(new Set(deletes)).toEqual(
      new Set(['DELETE /v1/users/me', 'DELETE /v1/users/me?me=0', 'DELETE /v1/users/me?me=true']),
    )
    expect(lines.findIndex(line => line.includes('me?me=0'))).toBe(lines.length - 5)
  })

  it('is deleted last where it is told to be destructive', async () => {
    const { double, verify } = stand(oberplan)
    const { findings, operations } = await verify({ destructive: true })
    expect(findings).toEqual([])
    expect(operations).toContainEqual({
      operation: 'deleteAccount',
      provoked: [200, 400, 401],
      unprovoked: [429],
    })
    expect(double.snapshot().users).toEqual([])
  })

  it('gets its password back where the old one goes on to sign in too', async () => {
    const { report, account } = await verifyOberplan({
      on: /./,
      ask: ({ headers }, { db }) => {
        const sent = atob(headers.get('Authorization')?.slice(6) ?? '')
        const [user] = db.user.getAll()
        if (sent === 'user@oberplan.com:mypassword' && user) {
          headers.set('Authorization', `Basic ${btoa(`${user.email}:${user.password}`)}`)
        }
      },
    })
    expect(report.counts.breaches).toBe(1)
    expect(account).toMatchObject({ email: 'user@oberplan.com', password: 'mypassword' })
  })

  it('gets its address back where a new one counts at once', async () => {
    const { report, account } = await verifyOberplan({
      on: /^PUT /,
      after: ({ db }, { body }) =>
        body.email && db.user.updateMany({ where: {}, data: { email: String(body.email) } }),
    })
    expect(report.findings).toHaveLength(1)
    expect(report.leftovers).toEqual([])
    expect(account).toMatchObject({ email: 'user@oberplan.com', password: 'mypassword' })
  })

  it('keeps its settings where an update resets one of them', async () => {
    const { report, account } = await verifyOberplan({
      on: /^PUT /,
      body: body => ({ language_tag: 'de', ...body }),
    })
    expect(report.counts.breaches).toBeGreaterThan(0)
    expect(account).toMatchObject({ language_tag: 'en', date_format: 'm/d/Y', firstname: 'John' })
  })

  it('is not asked to be deleted where its settings could not be put back', async () => {
    const { report } = await verifyOberplan({
      on: /^PUT /,
      body: body => (body.firstname === 'John' ? { ...body, firstname: 'Lost' } : body),
    })
    expect(report.leftovers[0]).toBe('The setting firstname is no longer "John".')
    expect(report.scenarios.at(-2)).toMatchObject({
      title: 'A delete without me=1 is a 400, and the account stays',
      result: 'skipped',
      why: 'Something was lost before.',
    })
  })
})

describe('a provider that cannot be verified', () => {
  const answering =
    (status: number): Provider =>
    async () =>
      Response.json({}, { status })

  it.each([
    [401, 'answered 401. Give credentials that it accepts.'],
    [403, 'answered 403. Give credentials that it accepts.'],
    [404, 'answered 404. Name the base URL that stands for https://api.overplane.dev.'],
    [301, 'answered 301. Name the base URL that stands for https://api.overplane.dev.'],
  ])('is one whose first answer is a %i', async (status, message) => {
    const failed = stand(overplane).verify({}, answering(status))
    await expect(failed).rejects.toThrow(message)
  })

  it('is one that does not answer', async () => {
    const dead: Provider = async () => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
    }
    await expect(stand(overplane).verify({}, dead)).rejects.toThrow(
      'Failed to verify "overplane": nobody answers at https://api.overplane.dev (ECONNREFUSED).',
    )
  })
})

it('a provider that goes away in the middle is a finding, and no exception', async () => {
  const { double, verify } = stand(overplane)
  let left = 100
  const report = await verify({}, async request => {
    left -= 1
    if (left < 0) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
    return double.fetch(request)
  })
  expect(report.findings).toContainEqual(
    expect.objectContaining({ title: 'Every request is answered', seen: 'ECONNRESET' }),
  )
})

it('a provider may say more than is documented', async () => {
  const { double, verify } = stand(overplane)
  const { findings } = await verify({}, async request => {
    const reply = await double.fetch(request)
    const text = (await reply.text()).replaceAll(
      '{"id":',
      '{"object":"thing","nested":{"a":[1]},"id":',
    )
    return new Response(text, reply)
  })
  expect(findings).toEqual([])
})
