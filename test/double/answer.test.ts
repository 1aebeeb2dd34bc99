import { describe, expect, it } from 'vitest'
import type { Call } from '../../contract/answer/call.ts'
import { createOverplane, createPterodactyl } from '../../handlers/index.ts'

const call = (method: string, path: string, rest: Partial<Call> = {}): Call => ({
  ...{ method, path, origin: 'http://localhost', search: '', text: '' },
  ...{ headers: { authorization: 'Bearer sk_test_1' }, ...rest },
})

describe('double.answer(call)', () => {
  it('answers a documented operation, signs the reply and writes it into the journal', () => {
    const double = createOverplane()
    const reply = double.answer(call('GET', '/api/core/user/user_abc123'))
    expect(reply).toMatchObject({ status: 200, body: { id: 'user_abc123' } })
    expect(reply.headers).toMatchObject({ 'X-Contract-Double': 'overplane/retrieveUser' })
    expect(reply.headers).not.toHaveProperty('X-Contract-Double-Nearest')
    expect(double.journal.entries).toMatchObject([
      { operation: 'retrieveUser', params: { id: 'user_abc123' }, violations: [] },
    ])
  })

  it('tells the nearest operations of a path that is almost one, and writes them into the journal', () => {
    const double = createOverplane()
    const { status, headers } = double.answer(call('GET', '/api/core/users'))
    const near = [
      'GET /api/core/user ("user" for "users")',
      'GET /api/core/user/:id ("user" for "users", the parameter ":id" is missing)',
      'POST /api/core/user ("user" for "users", the method is POST)',
    ]
    expect(status).toBe(404)
    expect(headers).toMatchObject({
      'X-Contract-Double': 'overplane',
      'X-Contract-Double-Nearest': near.join('; '),
    })
    expect(double.journal.last).toMatchObject({
      operation: undefined,
      violations: ['No endpoint has this path.', ...near.map(one => `Near: ${one}.`)],
    })
  })

  it('refuses a method that the path does not take, and tells those that it does', () => {
    const double = createPterodactyl()
    const headers = { authorization: 'Bearer ptla_full' }
    const reply = double.answer(call('PUT', '/api/application/users', { headers }))
    expect(reply.status).toBe(405)
    expect(reply.headers).toMatchObject({
      Allow: 'GET, HEAD, POST',
      'X-Contract-Double': 'pterodactyl',
      'X-Contract-Double-Nearest': expect.stringMatching(
        /^GET \/api\/application\/users \(the method is GET\); /,
      ),
    })
    expect(double.journal.last?.violations).toContain(
      'Near: POST /api/application/users (the method is POST).',
    )
  })

  it('places each call by itself, whatever was asked of which path in between', () => {
    const double = createOverplane()
    const users = '/api/core/user'
    expect(double.operationAt('GET', users)).toBe('listUsers')
    expect(double.operationAt('POST', users)).toBe('createUser')
    expect(double.operationAt('PUT', users)).toBeUndefined()
    expect([double.hasPath(users), double.hasPath('/api/core/usr')]).toEqual([true, false])
    expect(double.answer(call('GET', users)).status).toBe(200)
    double.hasPath(`${users}/user_abc123`)
    expect(double.answer(call('HEAD', users)).headers).toMatchObject({
      'X-Contract-Double': 'overplane/listUsers',
    })
    expect(double.answer(call('DELETE', `${users}/user_abc123`)).status).toBe(200)
    expect(double.operationAt('GET', users)).toBe('listUsers')
  })
})
