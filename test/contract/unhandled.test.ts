import { setupServer } from 'msw/node'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createDoubles,
  createOverplane,
  createPterodactyl,
  unhandled,
} from '../../handlers/index.ts'

const headers = { Authorization: 'Bearer sk_1' }
const misspelt = 'https://api.overplane.dev/api/core/users'
const sentence =
  'No endpoint has the path of GET https://api.overplane.dev/api/core/users. Nearest: GET /api/core/user ("user" for "users"); GET /api/core/user/:id ("user" for "users", the parameter ":id" is missing); POST /api/core/user ("user" for "users", the method is POST).'

const server = setupServer()
const said = { warn: vi.fn(), error: vi.fn() }

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(said.warn)
  vi.spyOn(console, 'error').mockImplementation(said.error)
})
afterEach(() => {
  server.close()
  vi.restoreAllMocks()
  said.warn.mockReset()
  said.error.mockReset()
})

function listen(doubles: Parameters<typeof unhandled>[0], strategy?: 'warn' | 'error'): void {
  const handle = unhandled(doubles, strategy)
  // msw 3 has another name for it.
  server.listen({ onUnhandledRequest: handle, ...{ onUnhandledFrame: handle } })
}

describe('a request that almost has the path of an endpoint', () => {
  it('fails with "error": the nearest endpoints are told, and the journal has it', async () => {
    const overplane = createOverplane()
    listen(overplane, 'error')
    await expect(fetch(misspelt, { headers })).rejects.toThrow(TypeError)
    expect(said.error.mock.calls).toEqual([[sentence]])
    expect(overplane.journal.violations().map(({ violations }) => violations)).toEqual([
      [
        'No endpoint has this path.',
        'Near: GET /api/core/user ("user" for "users").',
        'Near: GET /api/core/user/:id ("user" for "users", the parameter ":id" is missing).',
        'Near: POST /api/core/user ("user" for "users", the method is POST).',
      ],
    ])
  })

  it('goes on to the network with "warn", which is told once for each path', async () => {
    const overplane = createOverplane()
    listen(overplane)
    const local = 'http://127.0.0.1:1/api/core/users'
    for (const path of ['', '?page=2', '']) {
      await expect(fetch(local + path, { headers })).rejects.toThrow(TypeError)
    }
    expect(said.warn.mock.calls).toEqual([
      [sentence.replace('https://api.overplane.dev', 'http://127.0.0.1:1')],
    ])
    expect(overplane.journal.violations()).toHaveLength(3)
  })

  it('stands in the journal of the nearest of several doubles, with its body', async () => {
    const doubles = createDoubles()
    listen(doubles, 'error')
    const json = { 'Content-Type': 'application/json' }
    const init = { method: 'POST', headers: json, body: '{"email":"a@b.co"}' }
    await fetch('https://panel.example.com/api/application/user', init).catch(() => {})
    expect(doubles.pterodactyl.journal.entries.map(({ body }) => body)).toEqual([
      { email: 'a@b.co' },
    ])
    expect(doubles.overplane.journal.entries).toEqual([])
    expect(doubles.oberplan.journal.entries).toEqual([])
  })

  it('is seen by a list of doubles too', async () => {
    const pterodactyl = createPterodactyl()
    listen([createOverplane(), pterodactyl], 'error')
    await fetch('https://panel.example.com/api/applications/users').catch(() => {})
    expect(pterodactyl.journal.violations()).toHaveLength(1)
  })
})

describe('any other request', () => {
  it("is a matter of msw's own sentences", async () => {
    const overplane = createOverplane()
    listen(overplane, 'error')
    await expect(fetch('https://else.where/entirely')).rejects.toThrow(TypeError)
    expect(String(said.error.mock.calls[0])).toContain('without a matching request handler')
    server.close()
    listen(overplane, 'warn')
    await expect(fetch('http://127.0.0.1:1/entirely')).rejects.toThrow(TypeError)
    expect(String(said.warn.mock.calls[0])).toContain('without a matching request handler')
    expect(overplane.journal.entries).toEqual([])
  })

  it('is none of the business of a double that stands elsewhere', async () => {
    const overplane = createOverplane({ baseUrl: 'http://localhost:4010' })
    listen(overplane, 'error')
    await fetch(misspelt, { headers }).catch(() => {})
    expect(overplane.journal.entries).toEqual([])
    expect(String(said.error.mock.calls[0])).toContain('without a matching request handler')
  })

  it('may be for a file, which nobody minds', async () => {
    listen(createOverplane(), 'error')
    await fetch('http://127.0.0.1:1/api/core/users.png').catch(() => {})
    expect(said.error).not.toHaveBeenCalled()
  })
})

it('knows how msw 3 asks: with a frame, which may have no request', async () => {
  const overplane = createOverplane()
  const handle = unhandled(overplane, 'error')
  const defaults = { warn: vi.fn(), error: vi.fn() }
  const request = new Request(misspelt, { headers })
  await expect(handle({ frame: { data: { request } }, defaults })).rejects.toHaveProperty(
    'type',
    'error',
  )
  expect(overplane.journal.violations()).toHaveLength(1)
  expect(await handle({ frame: { data: {} }, defaults })).toBeUndefined()
  expect(defaults.error).not.toHaveBeenCalled()
})

it('says where it was given no double', () => {
  expect(() => unhandled({ handlers: [] })).toThrow(
    'Failed to find a double: there is none in what was given.',
  )
})

it('says where it was given no strategy that there is', () => {
  // @ts-expect-error msw has one more
  expect(() => unhandled(createOverplane(), 'bypass')).toThrow(
    'Failed to say what is to be done: there is no "bypass". Choose from warn, error.',
  )
})
