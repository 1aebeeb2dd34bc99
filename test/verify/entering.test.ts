import { describe, expect, it } from 'vitest'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { demo } from '../../fixtures/worlds/demo.ts'
import type { OberplanDouble, OverplaneDouble, PterodactylDouble } from '../../handlers/index.ts'
import { suites, Unverifiable, verify as verifyBy } from '../../handlers/verify.ts'
import { drifted, type Mutant } from './mutants/drift.ts'
import { oberplan, observed, overplane, pterodactyl, spied, stand, subjects } from './subject.ts'

const slow = { timeout: 30_000 }

const write = /^(POST|PUT|PATCH|DELETE) /

/** What keeps a verification from running. */
async function refusalOf(report: Promise<unknown>): Promise<string> {
  const error = await report.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Unverifiable)
  return error instanceof Error ? error.message : ''
}

describe('a key of Pterodactyl that may not do everything', slow, () => {
  it('and only reads is told so at once, and nothing is made', async () => {
    const { double, verify } = stand(observed)
    const { lines, spy } = spied(double.fetch)
    expect(await refusalOf(verify({ credentials: 'ptla_readonly' }, spy))).toBe(
      'Failed to verify "pterodactyl": this key may not do that: createUser answered 403. Use --read-only (in code readOnly), or another key.',
    )
    expect(lines.filter(line => !line.startsWith('GET '))).toEqual(['POST /api/application/users'])
  })

  it('and only reads does where only reading is wanted', async () => {
    const { verify } = stand(observed, { world: demo })
    const report = await verify({ credentials: 'ptla_readonly', readOnly: true })
    expect(report).toMatchObject({ findings: [], leftovers: [], counts: { failed: 0 } })
  })

  it.each([false, true])('and sees no servers is told so, reading only: %s', async readOnly => {
    const { double, verify } = stand(pterodactyl)
    const before = double.snapshot()
    expect(await refusalOf(verify({ credentials: 'ptla_noservers', readOnly }))).toBe(
      'Failed to verify "pterodactyl": this key may not do that: listServers answered 403. Use another key.',
    )
    expect(double.snapshot()).toEqual(before)
  })

  it.each([
    ['ptla_unknown', 401],
    ['ptla_expired', 401],
    ['ptla_nousers', 403],
    ['ptla_writeonly', 403],
    ['ptla_plain', 403],
    ['ptla_ipblocked', 403],
  ])('and does not even list, as %s, is told so', async (credentials, status) => {
    expect(await refusalOf(stand(observed).verify({ credentials }))).toBe(
      `Failed to verify "pterodactyl": https://panel.example.com/api/application/users answered ${status}. Give credentials that it accepts.`,
    )
  })
})

describe('credentials that a provider lets in only so far', slow, () => {
  it.each([401, 403])('to Overplane, and answers a write with %i, are told so', async status => {
    const { double, verify } = stand(overplane)
    const before = double.snapshot()
    const strict: Mutant<OverplaneDouble> = {
      title: 'a restricted key',
      on: write,
      instead: () => ({ status, body: { error: { type: 'permission_error', message: 'No.' } } }),
    }
    expect(await refusalOf(verify({}, drifted(double, strict)))).toBe(
      `Failed to verify "overplane": this key may not do that: createUser answered ${status}. Use --read-only (in code readOnly), or another key.`,
    )
    expect(double.snapshot()).toEqual(before)
  })

  it('to Overplane, where only the list of users is open, are told so', async () => {
    const { double, verify } = stand(overplane)
    const open: Mutant<OverplaneDouble> = {
      title: 'everybody may list',
      on: /^(?!GET \/api\/core\/user)/,
      instead: () => ({ status: 401, body: { error: { type: 'authentication_error' } } }),
    }
    expect(await refusalOf(verify({ readOnly: true }, drifted(double, open)))).toBe(
      'Failed to verify "overplane": this key may not do that: listProjectUsers answered 401. Use another key.',
    )
  })

  it('to Oberplan, and answers an update with a 403, are told so', async () => {
    const { double, verify } = stand(oberplan)
    const before = double.snapshot()
    const strict: Mutant<OberplanDouble> = {
      title: 'an account that may not write',
      on: write,
      when: 200,
      instead: ({ headers }) =>
        headers.has('Authorization') ? { status: 403, body: { success: false } } : undefined,
    }
    expect(await refusalOf(verify({}, drifted(double, strict)))).toBe(
      'Failed to verify "oberplan": this account may not do that: updateUserSettings answered 403. Use --read-only (in code readOnly), or another account.',
    )
    expect(double.snapshot()).toEqual(before)
  })

  it('and may create and not delete, are told so, with what is left', async () => {
    const { double, verify } = stand(overplane)
    const strict: Mutant<OverplaneDouble> = {
      title: 'no delete of what is there',
      on: /^DELETE .*\/user_/,
      instead: () => ({ status: 403, body: {} }),
    }
    const before = double.db.user.count()
    const [sentence, ...left] = (await refusalOf(verify({}, drifted(double, strict)))).split('\n')
    expect(sentence).toBe(
      'Failed to verify "overplane": this key may not do that: deleteUser answered 403. Use --read-only (in code readOnly), or another key.',
    )
    const ours = double.db.user.count() - before
    expect(ours).toBeGreaterThan(0)
    expect(left).toHaveLength(2 * ours)
    expect(left[0]).toMatch(
      /^left behind: "user_\w+" could not be deleted: deleteUser answered 403\.$/,
    )
    expect(left.at(-1)).toMatch(/^ {2}curl -X DELETE .*\/user_\w+' -H "Authorization: .*\$TOKEN"/)
  })

  it('are no excuse for a 403 in the place of another status', async () => {
    const { double, verify } = stand(pterodactyl)
    const shy: Mutant<PterodactylDouble> = { title: '403', on: /./, when: 404, status: 403 }
    const { counts } = await verify({}, drifted(double, shy))
    expect(counts.breaches).toBeGreaterThan(5)
  })
})

describe.each(subjects)('a base URL at which there is no $name', slow, subject => {
  const html = '<!DOCTYPE html><html><body>Whoops, looks like something went wrong.</body></html>'
  const headers = { 'Content-Type': 'text/html' }

  it.each([
    ['a page of status 500', 500, html],
    ['a page of status 200', 200, html],
    ['a page of status 502', 502, html],
    ['a page of status 405', 405, html],
    ['an empty 200', 200, ''],
    ['a JSON of status 503', 503, '{"message":"down"}'],
    ['more brackets than anybody follows', 200, '['.repeat(3000) + ']'.repeat(3000)],
  ])('and everything is %s, is told with what was seen', async (_, status, text) => {
    const { suite, verify } = stand(subject)
    const methods = new Set<string>()
    const provider: Provider = async ({ method }) => {
      methods.add(method)
      return new Response(text, { status, headers })
    }
    for (const readOnly of [false, true]) {
      const message = await refusalOf(verify({ readOnly }, provider))
      expect(message).toContain(
        `Failed to verify "${suite.name}": nothing at ${suite.documentedUrl}`,
      )
      expect(message).toContain(`${suite.greeting} answered ${status}, `)
      expect(message).toMatch(/\. Name the base URL that stands for https:\S+\.$/)
      expect(message.split('\n')).toHaveLength(1)
    }
    expect(methods).toEqual(new Set(['GET']))
  })
})

it('a provider whose first list alone is broken is in breach', slow, async () => {
  const { double, verify } = stand(overplane)
  const broken: Mutant<OverplaneDouble> = {
    title: 'no list',
    on: /^GET \/api\/core\/user(\?|$)/,
    instead: () => ({ status: 500, body: {} }),
  }
  const { counts } = await verify({}, drifted(double, broken))
  expect(counts.breaches).toBeGreaterThan(3)
})

describe('a limit of requests that is not lifted', slow, () => {
  const limited =
    (retryAfter: string, from: number): Provider =>
    async request => {
      passed += 1
      return passed > from
        ? Response.json({ error: {} }, { status: 429, headers: { 'Retry-After': retryAfter } })
        : double.fetch(request)
    }
  const { double, verify } = stand(overplane)
  let passed = 0

  it.each([
    ['1', 0, 'listUsers goes on to answer 429, for another 1 seconds.'],
    ['86400', 0, 'listUsers goes on to answer 429, for another 86400 seconds.'],
    ['86400', 150, 'answer 429, for another 86400 seconds.'],
    ['9'.repeat(400), 0, 'listUsers goes on to answer 429, for another 999'],
  ])('in %s seconds, after %i requests, ends the verification', async (seconds, from, sentence) => {
    passed = 0
    expect(await refusalOf(verify({}, limited(seconds, from)))).toContain(sentence)
  })
})

describe('what TypeScript would not let through', () => {
  const { lines, spy } = spied(async () => new Response('{}'))
  const suite = suites.overplane

  it.each([
    [[], 'Failed to verify: it is missing. Give a suite, as in verify(suites.overplane, fetch).'],
    [[spy], 'Failed to verify: it is a function. Give a suite, as in verify('],
    [[overplane.create({}), spy], 'Failed to verify: it is an object. Give a suite, as in verify('],
    [['overplane', spy], 'Failed to verify: it is "overplane". Give a suite, as in verify('],
    [
      [suite],
      'Failed to verify "overplane": "provider" is missing. Give a function from a Request to a Response, such as fetch, and the address as { baseUrl }.',
    ],
    [[suite, 'http://localhost:1'], '"provider" is "http://localhost:1". Give a function from'],
    [[suite, spy, { readonly: true }], 'there is no "readonly". Choose from baseUrl, '],
    [[suite, spy, { readOnly: 'yes' }], '"readOnly" is "yes". Give true or false.'],
    [[suite, spy, true], 'it is true. Give an object of options.'],
  ])('is told before anything is sent: %#', async (given, sentence) => {
    const error: unknown = await Reflect.apply(verifyBy, undefined, given).catch(
      (thrown: unknown) => thrown,
    )
    expect(String(error)).toContain(sentence)
    expect(lines).toEqual([])
  })
})
