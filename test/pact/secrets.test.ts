import { describe, expect, it } from 'vitest'
import { createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const basic = (account: string) => `Basic ${btoa(account)}`
const documented = basic('user@oberplan.com:mypassword')

/** What the first call of a double became, and whether any of the secrets is anywhere in the file. */
async function exported(
  double: Pick<ReturnType<typeof createOverplane>, 'journal'>,
  ...secrets: readonly string[]
) {
  const pact = await double.journal.toPact({ consumer: 'crm' })
  const text = JSON.stringify(pact)
  return {
    authorization: pact.interactions[0]?.request.headers?.Authorization,
    found: secrets.filter(secret => text.includes(secret)),
  }
}

describe('the credentials of a call', () => {
  it('become the documented ones where they were let in', async () => {
    const overplane = createOverplane()
    await overplane.fetch('/api/core/user', { headers: { Authorization: 'Bearer sk_live_mine' } })
    expect(await exported(overplane, 'sk_live_mine', 'mine')).toEqual({
      authorization: ['Bearer sk_test_...'],
      found: [],
    })
    const pterodactyl = createPterodactyl()
    const headers = {
      Authorization: 'Bearer ptla_mine',
      Cookie: 'session=s3cret',
      'X-Api-Key': 'k3y',
    }
    // An operation that no page prints an example of.
    await pterodactyl.fetch('/api/application/servers/9', { headers })
    expect(await exported(pterodactyl, 'ptla_mine', 's3cret', 'k3y')).toEqual({
      authorization: ['Bearer ptla_full'],
      found: [],
    })
    const oberplan = createOberplan()
    oberplan.db.user.create({ email: 'ada@example.com', password: 'analytical' })
    const ada = basic('ada@example.com:analytical')
    await oberplan.fetch('/v1/rate-limit', { headers: { Authorization: ada } })
    expect(await exported(oberplan, ada.slice(6), 'analytical')).toEqual({
      authorization: [documented],
      found: [],
    })
  })

  it.each([
    ['Bearer wrong_key_1', 'Bearer redacted'],
    ['Bearer abcd', 'Bearer redacted'],
    ['sk_live_mine', 'redacted'],
    ['sk_live_mine sk_live_other', 'redacted'],
    [basic('ada:s3cret'), 'Basic redacted'],
  ])('become nobody’s where %j was refused', async (sent, kept) => {
    const double = createOverplane()
    await double.fetch('/api/core/user', { headers: { Authorization: sent } })
    const secret = sent.split(' ').at(-1) ?? ''
    expect(await exported(double, secret, secret.slice(0, 4))).toEqual({
      authorization: [kept],
      found: [],
    })
    expect(JSON.stringify(double.journal.entries[0]?.headers)).not.toContain(secret)
  })

  it('become nobody’s where a refusal was forced, and stay away where none were sent', async () => {
    const double = createOverplane()
    double.override('listUsers', { status: 401, times: 1 })
    await double.fetch('/api/core/user', { headers: { Authorization: 'Bearer sk_live_mine' } })
    expect(await exported(double, 'sk_live_mine')).toEqual({
      authorization: ['Bearer redacted'],
      found: [],
    })
    double.reset()
    await double.fetch('/api/core/user')
    expect(await exported(double)).toEqual({ authorization: undefined, found: [] })
  })

  it('go with a secret within a value of the query', async () => {
    const double = createOverplane()
    const to = encodeURIComponent('https://a.example/?token=hunter2&x=1')
    await double.fetch(`/api/core/user?to=${to}`, { headers: { Authorization: 'Bearer sk_1' } })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(interactions[0]?.request.query).toEqual({ to: ['https://a.example/?token=redacte&x=1'] })
  })

  it('go with the secrets of a body, in the place of which stands what is answered alike', async () => {
    const double = createOberplan()
    const headers = { Authorization: documented, 'Content-Type': 'application/json' }
    for (const body of ['{"new_password":"short"}', '{"new_password":"analytical"}']) {
      await double.fetch('/v1/users/me', { method: 'PUT', headers, body })
    }
    const again = createOberplan()
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    const contents = interactions.map(({ request }) => request.body?.content)
    expect(contents).toEqual([{ new_password: 'redac' }, { new_password: 'redactedre' }])
    expect(interactions.map(({ response }) => response.status)).toEqual([400, 200])
    for (const { request, response } of interactions) {
      const body = JSON.stringify(request.body?.content)
      const { status } = await again.fetch('/v1/users/me', { method: 'PUT', headers, body })
      expect(status).toBe(response.status)
    }
  })
})

describe('the journal', () => {
  it('keeps of headers that prove an identity no more than a scheme', async () => {
    const double = createOverplane()
    const headers = { Authorization: 'sk_live_mine', 'X-Api-Key': 'k3y', Cookie: 'a=s3cret; b=c' }
    await double.fetch('/api/core/user', { headers })
    expect(double.journal.entries[0]?.headers).toMatchObject({
      authorization: '…',
      'x-api-key': '…',
    })
    expect(JSON.stringify(double.journal.entries)).not.toMatch(/sk_live_mine|k3y|s3cret/)
  })

  it('tells whether a reply was forced', async () => {
    const double = createOverplane()
    double.override('listUsers', { status: 400, times: 1 })
    await double.fetch('/api/core/user')
    await double.fetch('/api/core/user')
    await double.fetch('/api/core/user', { headers: { Prefer: 'code=200' } })
    await double.fetch('/api/core/nothing')
    expect(double.journal.entries.map(({ forced }) => forced)).toEqual([true, false, true, false])
  })
})
