import { describe, expect, it } from 'vitest'
import type { Passed } from '../../contract/traffic/passed.ts'
import { createWatcher } from '../../contract/traffic/watcher.ts'
import { readReply } from '../../contract/verify/exchange/taking.ts'
import { overplane } from '../../handlers/overplane/index.ts'

const suite = await overplane.suite()

/** A call that is answered so. */
function passed(path: string, text: string, more: Partial<Passed> = {}): Passed {
  return {
    call: {
      ...{ method: 'GET', origin: 'https://api.overplane.dev', path, search: '', text: '' },
      headers: { authorization: 'Bearer sk_live_mine' },
    },
    ...{ at: new Date('2026-01-01T00:00:00Z'), milliseconds: 1 },
    reply: {
      status: 200,
      headers: new Headers({ 'Content-Type': 'application/json' }),
      body: readReply(new TextEncoder().encode(text)),
    },
    ...more,
  }
}

describe('a watcher', () => {
  it('gives what nobody has shown before, and counts it from then on', () => {
    const watcher = createWatcher(suite)
    const wrong = passed('/api/core/user', '{"data":[],"has_more":0,"total":0}')
    const breach = {
      kind: 'breach',
      operation: 'listUsers',
      title: 'The body of a 200 is the documented one',
      expected: 'has_more: boolean',
      seen: '0',
      curl: `curl 'https://api.overplane.dev/api/core/user' -H "Authorization: Bearer $TOKEN"`,
      first: '2026-01-01T00:00:00.000Z',
    }
    expect(watcher.see(wrong)).toMatchObject([{ ...breach, times: 1 }])
    expect(watcher.see(wrong)).toEqual([])
    expect(watcher.report().findings).toMatchObject([{ ...breach, times: 2 }])
    expect(watcher.journal.entries[0]?.breaches).toEqual([
      'The body of a 200 is the documented one: has_more: boolean, not 0.',
    ])
  })

  it('tells one fault of all items of a list', () => {
    const watcher = createWatcher(suite)
    watcher.see(passed('/api/core/user', '{"data":[1,2,3],"has_more":false,"total":3}'))
    expect(watcher.report().findings).toMatchObject([{ expected: 'data.*: object', times: 1 }])
  })

  it('keeps no more than its bounds, however much goes by', () => {
    const watcher = createWatcher(suite, { journal: 10 })
    for (let nth = 0; nth < 600; nth += 1) watcher.see(passed(`/api/core/nothing${nth}`, '{}'))
    const { findings, more, counts } = watcher.report()
    expect({ findings: findings.length, more, calls: counts.calls }).toEqual({
      findings: 500,
      more: 100,
      calls: 600,
    })
    expect(watcher.journal.entries).toHaveLength(10)
    expect(watcher.journal.dropped).toBe(590)
  })

  it('shows no text of a reply that is no JSON, but without its secrets', () => {
    const watcher = createWatcher(suite)
    watcher.see(passed('/api/core/user', '<p>password=hunter22</p>'))
    const shown = JSON.stringify([watcher.journal.entries, watcher.report()])
    expect(shown).toContain('password=')
    expect(shown).not.toContain('hunter22')
  })
})
