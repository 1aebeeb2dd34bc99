import { afterEach, describe, expect, it, vi } from 'vitest'
import { createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const key = { Authorization: 'Bearer ptla_full', 'Content-Type': 'application/json' }
const person = (username: string) => ({
  username,
  email: `${username}@example.com`,
  first_name: 'A',
  last_name: 'B',
})

/** A browser's storage, in memory. */
function stubStorage(): Map<string, string> {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
  })
  return kept
}

afterEach(() => vi.unstubAllGlobals())

describe('a snapshot', () => {
  it('brings entities back, through JSON too', () => {
    const { db, snapshot, restore } = createOverplane()
    const before = JSON.stringify(snapshot())
    const printed = db.user.getAll()
    db.user.create({ email: 'ada@example.com' })
    db.user.update({ where: { id: { equals: 'user_abc123' } }, data: { last_name: 'X' } })
    db.projectUser.deleteMany({ where: {} })
    restore(JSON.parse(before))
    expect(db.user.getAll()).toEqual(printed)
    expect(db.projectUser.count()).toBe(1)
  })

  it('brings ids back: the same calls make the same ones again, and none that was used before', async () => {
    const double = createPterodactyl()
    const create = async (name: string) => {
      const body = JSON.stringify(person(name))
      const url = '/api/application/users'
      const response = await double.fetch(url, { method: 'POST', headers: key, body })
      const { attributes } = await response.json()
      return [attributes.id, attributes.uuid]
    }
    await create('first')
    double.db.user.delete({ where: { username: { equals: 'first' } } })
    const before = double.snapshot()
    const made = await create('second')
    expect(made[0]).toBe(6)
    double.restore(before)
    expect(await create('third')).toEqual(made)
  })

  it('is a copy: what happens later does not reach it', () => {
    const { db, snapshot } = createPterodactyl()
    db.server.create({ user: 4, limits: { memory: 1 } })
    const taken = snapshot()
    const text = JSON.stringify(taken)
    db.server.update({ where: { id: { equals: 1 } }, data: { limits: { memory: 2 } } })
    expect(JSON.stringify(taken)).toBe(text)
  })

  it('brings the outbox back', async () => {
    const double = createOberplan()
    const headers = { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` }
    const change = () =>
      double.fetch('/v1/users/me', { method: 'PUT', headers, body: '{"email":"new@example.com"}' })
    await change()
    const before = double.snapshot()
    await change()
    expect(double.outbox).toHaveLength(2)
    double.restore(before)
    expect(double.outbox).toHaveLength(1)
  })
})

describe('a persistent double', () => {
  it('goes on where the one before it stood', async () => {
    stubStorage()
    const first = createOverplane({ persist: true })
    first.db.user.create({ email: 'ada@example.com' })
    await Promise.resolve()
    const second = createOverplane({ persist: true })
    expect(second.db.user.getAll()).toEqual(first.db.user.getAll())
    expect(createOverplane().db.user.count()).toBe(1)
  })

  it('starts from its world where nothing can be read', () => {
    const kept = stubStorage()
    kept.set('contract-doubles:overplane', '{broken')
    expect(createOverplane({ persist: true }).db.user.count()).toBe(1)
  })

  it('saves once for all changes of a task', async () => {
    const kept = stubStorage()
    const saves = vi.spyOn(kept, 'set')
    const { db } = createOverplane({ persist: true, world: 'empty' })
    for (const email of ['a@b.c', 'd@e.f', 'g@h.i']) db.user.create({ email })
    await Promise.resolve()
    expect(saves).toHaveBeenCalledTimes(1)
  })

  it('says where it cannot be one', () => {
    expect(() => createOverplane({ persist: true })).toThrow(
      'Failed to persist the "overplane" double: there is no sessionStorage here.',
    )
  })
})
