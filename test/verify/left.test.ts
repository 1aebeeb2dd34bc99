import { describe, expect, it } from 'vitest'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { toJson, toJUnit, toMarkdown, toText } from '../../contract/verify/report/reports.ts'
import type { Scenario } from '../../contract/verify/suite.ts'
import { verify as hold } from '../../contract/verify/verify.ts'
import type {
  Double,
  OverplaneDouble,
  PterodactylDouble,
  WorldChoice,
} from '../../handlers/index.ts'
import { drifted, lineOf, type Mutant } from './mutants/drift.ts'
import { observed, overplane, pterodactyl, type Subject, spied, stand } from './subject.ts'

const slow = { timeout: 30_000 }

const dropped = () => new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })

/** A provider that does what it is asked, and then says something else of it. */
const lying =
  (provider: Provider, on: RegExp, say: (real: Response) => Response): Provider =>
  async request => {
    const isMeant = on.test(lineOf(request))
    const real = await provider(request)
    return isMeant && real.ok ? say(real) : real
  }

const emailsOf = (double: Double<unknown, WorldChoice>): readonly string[] =>
  JSON.stringify(double.snapshot().users).match(/"email":"[^"]*"/g) ?? []

describe.each<Subject>([overplane, pterodactyl, observed])('what $name made', slow, subject => {
  const creates = /^POST \/api\/(core|application)\/users?$/

  it.each([500, 502, 422, 302])('is gone where a create keeps it and says %i', async status => {
    const { double, verify } = stand(subject)
    const before = emailsOf(double)
    const answer = () => Response.json({ error: 'The mail server is down.' }, { status })
    const report = await verify({}, lying(double.fetch, creates, answer))
    expect(report.counts.breaches).toBeGreaterThan(4)
    expect(report).toMatchObject({ leftovers: [], remedies: [] })
    expect(emailsOf(double)).toEqual(before)
  })

  it('is gone where the reply to a create is lost', async () => {
    const { double, verify } = stand(subject)
    const before = emailsOf(double)
    let creations = 0
    const lossy = lying(double.fetch, creates, real => {
      creations += 1
      if (creations % 2 === 1) throw dropped()
      return real
    })
    const report = await verify({}, lossy)
    expect(report).toMatchObject({ leftovers: [], remedies: [] })
    expect(emailsOf(double)).toEqual(before)
  })

  it('is gone where a create names no id', async () => {
    const { double, verify } = stand(subject)
    const before = emailsOf(double)
    const report = await verify(
      {},
      lying(double.fetch, creates, () => Response.json({})),
    )
    expect(report.counts.breaches).toBeGreaterThan(5)
    expect(report.leftovers).toEqual([])
    expect(emailsOf(double)).toEqual(before)
  })

  it('is gone where a delete fails at first', async () => {
    const { double, verify } = stand(subject)
    const before = emailsOf(double)
    let deletes = 0
    const shaky: Provider = async request => {
      const isMeant = request.method === 'DELETE' && deletes < 12
      if (isMeant) deletes += 1
      return isMeant ? Response.json({}, { status: 500 }) : double.fetch(request)
    }
    const report = await verify({}, shaky)
    expect(report).toMatchObject({ leftovers: [], remedies: [] })
    expect(emailsOf(double)).toEqual(before)
  })

  it('and cannot delete is told in every report, with requests that delete it', async () => {
    const { double, verify } = stand(subject)
    const before = emailsOf(double)
    const status = subject === pterodactyl ? 200 : 204
    const deaf: Provider = async request =>
      request.method === 'DELETE' ? new Response(null, { status }) : double.fetch(request)
    const credentials = subject === overplane ? 'sk_test_secret' : 'ptla_secret'
    const report = await verify({ credentials, mark: 'ourmark' }, deaf)
    const ours = emailsOf(double).length - before.length
    expect(ours).toBeGreaterThan(10)
    const users = report.remedies.filter(line => /\/users?\//.test(line))
    expect(users).toHaveLength(ours)
    expect(report.leftovers).toContainEqual(
      expect.stringMatching(/^"\w+" is still there, although deleteUser succeeded\.$/),
    )
    for (const write of [toText, toJson, toJUnit, toMarkdown]) {
      const text = write(report)
      expect(text).not.toContain(credentials)
      expect(text).toContain('is still there, although deleteUser succeeded.')
      expect(text.match(/curl -X DELETE/g)?.length).toBeGreaterThanOrEqual(ours)
    }
    for (const line of users) {
      const [, url = ''] =
        /^curl -X DELETE '([^']+)' -H "Authorization: Bearer \$TOKEN"/.exec(line) ?? []
      const headers = { Authorization: `Bearer ${credentials}` }
      expect((await double.fetch(url, { method: 'DELETE', headers })).ok).toBe(true)
    }
    expect(emailsOf(double)).toEqual(before)
  })

  it('is gone where a scenario throws, which is thrown on', async () => {
    const { double, suite, pause } = stand(subject)
    const before = emailsOf(double)
    const broken: Scenario<string> = {
      title: 'A slip',
      async run({ ask, unique }) {
        const names = { first_name: 'Vera', last_name: 'Row' }
        const [email, username] = [`${unique()}@example.com`, unique()]
        await ask('createUser', { body: { email, username, ...names } })
        throw new Error('A slip of the scenario.')
      },
    }
    const scenarios = [...suite.scenarios.slice(0, 8), broken]
    const failing = hold({ ...suite, scenarios }, double.fetch, { pause })
    await expect(failing).rejects.toThrow(/^A slip of the scenario\.$/)
    expect(emailsOf(double)).toEqual(before)
  })

  it('is gone where it is stopped, and the rest is skipped', async () => {
    const { double, verify } = stand(subject)
    const before = emailsOf(double)
    const stop = new AbortController()
    const { lines, spy } = spied(double.fetch)
    const stopping = lying(spy, creates, real => {
      if (lines.filter(line => creates.test(line)).length > 40) stop.abort()
      return real
    })
    const report = await verify({ signal: stop.signal }, stopping)
    expect(report).toMatchObject({ isStopped: true, findings: [], leftovers: [] })
    expect(report.scenarios.at(-1)).toMatchObject({ result: 'skipped', why: 'It was stopped.' })
    expect(emailsOf(double)).toEqual(before)
    expect(toText(report)).toContain('stopped before its end\n')
  })
})

it('whoever stops waits for no limit of requests, but to remove what was made', slow, async () => {
  const { double, verify, pause } = stand(overplane, { rateLimit: true })
  const before = emailsOf(double)
  const stop = new AbortController()
  let waits = 0
  const wait = async (milliseconds: number, signal?: AbortSignal) => {
    if (!signal) return pause(milliseconds)
    waits += 1
    stop.abort()
  }
  const report = await verify({ signal: stop.signal, pause: wait })
  expect(waits).toBe(1)
  expect(report).toMatchObject({ isStopped: true, leftovers: [] })
  expect(emailsOf(double)).toEqual(before)
})

describe('a provider that goes away', slow, () => {
  it('is not asked for ever, and what may be left is told with requests that show it', async () => {
    const { double, verify } = stand(pterodactyl)
    let [left, more] = [130, 0]
    const report = await verify({ mark: 'ourmark' }, async request => {
      left -= 1
      if (left >= 0) return double.fetch(request)
      more += 1
      throw dropped()
    })
    expect(more).toBeLessThan(8)
    expect(report.scenarios.at(-1)).toMatchObject({
      result: 'skipped',
      why: 'The provider does not answer any more.',
    })
    expect(report.leftovers).toContain(
      'What carries "ourmark" may be left behind: The provider does not answer any more.',
    )
    expect(report.remedies).toContain(
      `curl 'https://panel.example.com/api/application/users?filter%5Bemail%5D=ourmark&sort=-id&per_page=100&page=1' -H "Authorization: Bearer $TOKEN" -H 'Accept: application/json'`,
    )
  })

  it('and comes back has nothing left', async () => {
    const { double, verify } = stand(pterodactyl)
    const before = emailsOf(double)
    let nth = 0
    const report = await verify({}, async request => {
      nth += 1
      if (nth > 130 && nth < 134) throw dropped()
      return double.fetch(request)
    })
    expect(report).toMatchObject({ leftovers: [], remedies: [] })
    expect(emailsOf(double)).toEqual(before)
  })
})

describe('the last look', slow, () => {
  const keeps = /^POST \/api\/projects\/project-user$/

  it('finds the rows of a parent, also those that an update has moved', async () => {
    const { double, verify } = stand(overplane)
    const before = double.db.projectUser.count()
    const silent = lying(double.fetch, keeps, () => Response.json({}, { status: 500 }))
    const report = await verify({}, silent)
    const parents = double.db.projectUser.getAll().map(({ parent_id }) => parent_id)
    expect(parents.filter(Boolean)).toHaveLength(before)
    expect(report.leftovers).toEqual([
      'What createProjectUser made, if anything, cannot be looked for: it answered 500.',
    ])
  })

  it('tells each row that a delete does not take, wherever it stands', async () => {
    const { double, verify } = stand(overplane)
    const before = double.db.projectUser.count()
    const deaf: Mutant<OverplaneDouble> = {
      title: 'a row is not deleted',
      on: /^DELETE \/api\/projects/,
      undone: true,
    }
    const report = await verify({}, drifted(double, deaf))
    const rows = double.db.projectUser.getAll().filter(({ parent_id }) => parent_id !== null)
    expect(report.remedies).toHaveLength(rows.length - before)
  })

  it('finds what the filters of the provider do not', async () => {
    const { double, verify } = stand(pterodactyl)
    const before = emailsOf(double)
    const blind: Mutant<PterodactylDouble> = {
      title: 'a filter finds nobody',
      on: /^GET .*filter/,
      instead: () => ({ status: 200, body: { object: 'list', data: [] } }),
    }
    const silent = lying(drifted(double, blind), /^POST/, () => Response.json({}, { status: 500 }))
    expect((await verify({}, silent)).leftovers).toEqual([])
    expect(emailsOf(double)).toEqual(before)
  })

  it('touches nothing of another verification, or of anybody else', async () => {
    const { double, verify } = stand(pterodactyl)
    for (const name of ['verifyolder', 'somebody', 'ourmar', 'ourmark', 'yourmarkx']) {
      const names = { username: name, first_name: 'Vera', last_name: 'Row' }
      await double.fetch('/api/application/users', {
        method: 'POST',
        headers: { Authorization: 'Bearer ptla_full', 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: `${name}@example.com`, ...names }),
      })
    }
    const before = emailsOf(double)
    expect(before).toContain('"email":"yourmarkx@example.com"')
    const silent = lying(double.fetch, /^POST/, () => Response.json({}, { status: 500 }))
    await verify({ mark: 'ourmark' }, silent)
    expect(emailsOf(double)).toEqual(before)
  })

  it.each<Subject>([overplane, pterodactyl, observed])(
    'deletes nobody of $name into whom an update has written what is ours',
    async subject => {
      const { double, suite, verify } = stand(subject)
      const [operation, id] =
        suite.name === 'overplane' ? ['core/user', 'user_abc123'] : ['application/users', '4']
      const strangers = `/api/${operation}/${id}`
      const credentials = { Authorization: `Bearer ${suite.credentials}` }
      // Every update is written to somebody else too, as far as it does not have to be unique.
      const both: Provider = async request => {
        const copy = request.clone()
        const reply = await double.fetch(request)
        if (request.method !== 'PATCH' || !reply.ok || /project/.test(request.url)) return reply
        const own = { username: 'stranger', external_id: null }
        const text = JSON.stringify({ ...(await copy.json()), ...own })
        const body = text.replace('@example', '@x.example')
        const headers = { ...credentials, 'Content-Type': 'application/json' }
        await double.fetch(strangers, { method: 'PATCH', headers, body })
        return reply
      }
      const report = await verify({ mark: 'ourmark' }, both)
      expect((await double.fetch(strangers, { headers: credentials })).status).toBe(200)
      expect(emailsOf(double)).toHaveLength(1)
      expect(emailsOf(double)[0]).toContain('ourmark')
      expect(report.leftovers).toEqual([
        `"${id}" was left alone: it carries the mark, and cannot be told to be new.`,
      ])
    },
  )

  it('sends nothing where only reading is allowed', async () => {
    const { double, verify } = stand(overplane)
    const { lines, spy } = spied(double.fetch)
    await verify({ readOnly: true, mark: 'ourmark' }, spy)
    expect(lines.filter(line => line.includes('limit=100'))).toEqual([])
  })
})
