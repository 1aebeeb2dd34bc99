import { describe, expect, it } from 'vitest'
import { createControl } from '../../contract/control/control.ts'
import type { ControlHost, Controlled } from '../../contract/control/controlled.ts'
import { createOverplane } from '../../handlers/index.ts'

const origin = 'http://127.0.0.1:4010'

/** A control over one double, and over another in the session "mine". */
function stand(more: Partial<ControlHost> = {}) {
  const [everybodys, mine] = [createOverplane(), createOverplane()]
  const over = (double: typeof everybodys): Controlled => ({
    doubles: [double],
    worlds: { names: ['empty'], named: async () => 'empty' },
    words: async () => ({}),
    strangers: double,
  })
  const control = createControl({
    version: '1.2.3',
    sessions: everybodys.sessions,
    controlled(session, doing) {
      if (session === undefined) return over(everybodys)
      if (session === 'mine') return over(mine)
      throw new TypeError(`Failed to ${doing}: there is no session "${session}". Name mine.`)
    },
    docsPage: (doubles, session) => ({
      type: 'text/html',
      text: `${doubles.length} of ${session}`,
    }),
    docsFile: async () => undefined,
    seen: () => over(mine),
    inspectorPage: () => ({ type: 'text/html', text: 'a page' }),
    inspectorFile: async () => undefined,
    validated: async document => document,
    ...more,
  })
  const ask = (line: string, body?: unknown) => {
    const [method = '', target = ''] = line.split(' ')
    const [path = '', search] = target.split('?')
    return control.answer({ method, path, query: new URLSearchParams(search), body, origin })
  }
  return { everybodys, mine, control, ask }
}

const problemMediaType = { 'Content-Type': 'application/problem+json' }

describe('a control', () => {
  it('does to a session what is asked of it, and nothing to what is outside', async () => {
    const { everybodys, mine, ask } = stand()
    const override = { api: 'overplane', operation: 'listUsers', status: 400 }
    expect(await ask('POST /overrides?session=mine', override)).toEqual({
      status: 201,
      body: { id: 1 },
    })
    expect([everybodys.overrides.list.length, mine.overrides.list.length]).toEqual([0, 1])
    expect(await ask('POST /reset?world=empty&session=mine')).toEqual({ status: 204 })
    expect([everybodys.db.user.count(), mine.db.user.count()]).toEqual([1, 0])
    expect(await ask('GET /docs?session=mine')).toMatchObject({ file: { text: '1 of mine' } })
  })

  it('tells a session that there is not as a 404, and what is wrong besides before', async () => {
    const { ask } = stand()
    expect(await ask('GET /clock?session=yours')).toEqual({
      status: 404,
      headers: problemMediaType,
      body: {
        ...{ type: 'about:blank', title: 'Not Found', status: 404 },
        detail: 'Failed to GET /__admin/clock: there is no session "yours". Name mine.',
      },
    })
    expect(await ask('PATCH /clock?session=yours', {})).toMatchObject({ status: 400 })
  })

  it('tells what it has instead, where a path or a method is not there', async () => {
    const { ask } = stand()
    const { status, headers, body } = await ask('GET /nothing')
    expect([status, headers]).toEqual([404, problemMediaType])
    expect(body).toMatchObject({
      ...{ type: 'about:blank', title: 'Not Found', status: 404 },
      detail: 'There is no GET /__admin/nothing here.',
      offer: expect.arrayContaining(['GET /__admin/journal', 'GET /__admin/openapi/<api>.json']),
    })
    expect(await ask('PUT /overrides')).toMatchObject({
      status: 405,
      headers: { Allow: 'GET, POST, DELETE', ...problemMediaType },
      body: { title: 'Method Not Allowed', offer: Object(body).offer },
    })
    expect(await ask('GET //')).toMatchObject({ status: 404 })
    expect(await ask('PUT ')).toMatchObject({
      body: { detail: 'There is no PUT /__admin here.' },
    })
  })

  it('rejects where a reply is not as it is documented: that is no fault of the caller', async () => {
    const { ask } = stand({ version: Object(7) })
    await expect(ask('GET /health')).rejects.toThrow(
      /^Failed to GET \/__admin\/health: its 200 breaks the contract at "version" \(.+\)\. Correct/,
    )
  })

  it('says what may be asked by anybody: that it is up, and the page, which has nothing in it', () => {
    const { control } = stand()
    for (const path of ['/health', '', '/', '/inspector/page.js']) {
      expect(control.isOpen('GET', path)).toBe(true)
    }
    for (const [method, path] of [
      ['POST', '/health'],
      ['GET', '/health/'],
      ['GET', '/journal'],
      ['GET', '/nothing'],
      ['GET', '/openapi/control.json'],
    ] as const) {
      expect(control.isOpen(method, path)).toBe(false)
    }
  })

  it('says how much is read: more of what is a state, and of all else what the APIs read', () => {
    const { control } = stand()
    const limits = [
      control.bodyLimitOf('PUT', '/state'),
      control.bodyLimitOf('POST', '/reset'),
      control.bodyLimitOf('POST', '/overrides'),
      control.bodyLimitOf('POST', '/nothing'),
    ]
    expect(limits).toEqual([67_108_864, 67_108_864, 1_048_576, 1_048_576])
  })

  it('takes an empty object for no body, and no other body where there is none to give', async () => {
    const { ask } = stand()
    expect(await ask('DELETE /journal', {})).toEqual({ status: 204 })
    expect(await ask('DELETE /journal', { api: 'empty' })).toMatchObject({
      status: 400,
      body: { detail: 'Failed to DELETE /__admin/journal: it is an object. Give no body.' },
    })
  })
})
