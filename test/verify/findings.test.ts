import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { toJson, toJUnit, toMarkdown, toText } from '../../contract/verify/report/reports.ts'
import type { OberplanDouble, OverplaneDouble } from '../../handlers/index.ts'
import { drifted, type Mutant, put } from './mutants/drift.ts'
import { oberplan, overplane, stand } from './subject.ts'

describe('a finding', () => {
  it('names the operation, what was expected, what was seen, and the request', async () => {
    const { double, verify } = stand(overplane)
    const mutant: Mutant<OverplaneDouble> = {
      title: 'a page counts one too many',
      on: /\?limit=3&offset=9$/,
      reply: put({ has_more: 'no' }),
    }
    const { findings } = await verify({}, drifted(double, mutant))
    const curl = `curl 'https://api.overplane.dev/api/core/user?limit=3&offset=9' -H "Authorization: Bearer $TOKEN" -H 'Accept: application/json'`
    expect(findings).toEqual([
      {
        operation: 'listUsers',
        title: 'The body of a 200 is the documented one',
        kind: 'breach',
        page: 'It prints "has_more":false.',
        expected: 'has_more: boolean',
        seen: '"no"',
        curl,
      },
      {
        operation: 'listUsers',
        title: 'The pages there are add up without gaps and doubles',
        kind: 'breach',
        page: 'limit: maximum number of objects to return. offset: number of objects to skip for pagination.',
        expected: 'has_more: false',
        seen: 'has_more: "no"',
        curl,
      },
      {
        operation: 'listUsers',
        title: 'Pages add up without gaps and doubles',
        kind: 'breach',
        page: 'limit: maximum number of objects to return. offset: number of objects to skip for pagination.',
        expected: 'has_more: false',
        seen: 'has_more: "no"',
        curl,
      },
    ])
  })

  const email = 'user@oberplan.com'
  const passwords = [
    'mypassword',
    `it's "$HOME" \\ {\`pwd\`}!`,
    'a:b c',
    'pässwörd',
    '123456',
    'p'.repeat(250),
  ]

  it.each(passwords)('has no secret in it, be it %s', async password => {
    const { double, verify } = stand(oberplan)
    double.db.user.updateMany({ where: {}, data: { password } })
    const echo: Mutant<OberplanDouble> = {
      title: 'everything is refused, and told',
      on: /^(PUT|DELETE) /,
      instead: ({ body, headers }) => ({
        status: 400,
        body: { ...body, error: headers.get('Authorization'), password },
      }),
    }
    const credentials = `${email}:${password}`
    const real = await verify({ credentials }, drifted(double, echo))
    const whole = [toText, toJson, toJUnit, toMarkdown].map(write => write(real)).join('\n')
    const encoded = Buffer.from(credentials).toString('base64')
    expect(real.findings.length).toBeGreaterThan(5)
    for (const secret of [password, JSON.stringify(password).slice(1, -1), encoded, email]) {
      expect(whole).not.toContain(secret.slice(0, 50))
    }
  })

  it.each(passwords)('has a line that a shell fills in with %s', async password => {
    const { double, verify } = stand(oberplan)
    double.db.user.updateMany({ where: {}, data: { password } })
    const silent: Mutant<OberplanDouble> = {
      title: 'no new password is applied',
      on: /^PUT /,
      body: ({ new_password: _, ...body }) => body,
      status: 299,
    }
    const options = { credentials: `${email}:${password}`, mark: 'ourmark' }
    const { findings } = await verify(options, drifted(double, silent))
    const { curl = '' } = findings.find(({ curl }) => curl.includes(' -d ')) ?? {}
    const wrong = findings.find(({ curl }) => curl.includes('ourmark') && curl.includes(' -u '))
    expect(argumentsOf(curl, password)).toContain(`${email}:${password}`)
    expect(argumentsOf(wrong?.curl ?? '', password)).toContainEqual(
      expect.stringMatching(/^user@oberplan\.com:.*-ourmarkx\d{4}$/s),
    )
  })

  /** What a shell hands to curl, with the placeholders in its environment. */
  function argumentsOf(line: string, password: string): string[] {
    const script = `curl() { printf '%s\\0' "$@"; }; ${line}`
    const env = { USER: email, PASSWORD: password, LC_ALL: 'C.UTF-8' }
    return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0')
  }
})
