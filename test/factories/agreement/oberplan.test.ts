import { describe, expect, it } from 'vitest'
import { createOberplan } from '../../../handlers/index.ts'
import { client } from '../client.ts'
import { equals, idAt, mailOf, names, pick, withId } from '../rows.ts'
import { agrees, type Run, renew, type Steps, tried } from './run.ts'

const me = '/v1/users/me'
const passwords = ['pass-one', 'pass-two']

const account = (a: number, b: number) => ({
  email: mailOf(a),
  password: passwords[b % 2] ?? '',
  activation: b < 2 ? `token${b}` : null,
  pending_email: b === 1 ? mailOf((a + 1) % 5) : null,
})
const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
const isAt = (nth: number) => ({ where: { email: equals(mailOf(nth)) } })

const createScene = () => {
  const double = createOberplan()
  const { user } = double.db
  const signIn = (email: string, password: string) =>
    client(double, `Basic ${btoa(`${email}:${password}`)}`)
  const holderOf = (email: string, password: string) =>
    user.getAll().find(one => same(one.email, email) && one.password === password)
  const person = (nth: number) => pick(user.getAll(), nth)
  return {
    double,
    user,
    signIn,
    holderOf,
    person,
    isUser: (nth: number) => withId(idAt(user, nth, 'nobody')),
    /** Who signs in with the credentials of the `nth` account, and a client with them. */
    callerAt: (nth: number) => {
      const { email = 'nobody', password = '' } = person(nth) ?? {}
      return { caller: holderOf(email, password), ask: signIn(email, password) }
    },
    isTaken: (email: string, own: string | undefined) =>
      user.getAll().some(one => same(one.email, email) && one.id !== own),
  }
}

type Scene = ReturnType<typeof createScene>

const userDeeds = ({ user, isUser }: Scene): Steps => [
  ({ nth, a, b }) => tried(() => user.create({ id: `a${nth % 9}`, ...account(a, b) })),
  ({ a, b }) => user.create(account(a, b)),
  ({ nth, a, b }) => user.update({ ...isUser(nth), data: account(a, b) }),
  ({ nth, a }) => tried(() => user.update({ ...isUser(nth), data: { id: `b${a}` } })),
  ({ a, b }) => user.updateMany({ ...isAt(a), data: account(b, a) }),
  ({ nth }) => user.delete(isUser(nth)),
  ({ a }) => user.deleteMany(isAt(a)),
]

const changeDeeds = ({ callerAt, isTaken }: Scene): Steps => [
  async ({ nth, a }) => {
    const { caller, ask } = callerAt(nth)
    const wanted = isTaken(mailOf(a), caller?.id) ? 400 : 200
    const { status } = await ask('PUT', me, { email: mailOf(a) })
    expect(status).toBe(caller ? wanted : 401)
  },
  async ({ nth, b }) => {
    const { caller, ask } = callerAt(nth)
    const { status } = await ask('PUT', me, { new_password: passwords[b % 2] })
    expect(status).toBe(caller ? 200 : 401)
  },
]

const activate =
  ({ user, signIn, person, isTaken }: Scene): Steps[number] =>
  async ({ nth, b }) => {
    const token = (b === 0 && person(nth)?.activation) || `token${b % 2}`
    const holder = user.getAll().find(({ activation }) => activation === token)
    const email = holder?.pending_email ?? holder?.email ?? ''
    const wanted = isTaken(email, holder?.id) ? 400 : 200
    const { status } = await signIn('nobody', '')('GET', `/v1/users/activate/${token}`)
    expect(status).toBe(holder ? wanted : 404)
    const isMoved = user.getAll().some(one => one.id === holder?.id && one.email === email)
    if (status === 200) expect(isMoved).toBe(true)
  }

const leave =
  ({ user, callerAt }: Scene): Steps[number] =>
  async ({ nth }) => {
    const { caller, ask } = callerAt(nth)
    await ask('DELETE', `${me}?me=1`)
    expect(user.getAll().some(({ id }) => id === caller?.id)).toBe(false)
  }

const signInLook =
  ({ signIn, holderOf }: Scene): Steps[number] =>
  async () => {
    for (const email of [...names, 'nobody'].map(name => `${name}@x.test`)) {
      for (const password of passwords) {
        const ask = signIn(email, password)
        const { status, body } = await ask<{ data?: { id: string } }>('GET', me)
        const id = holderOf(email, password)?.id
        expect([status, body.data?.id]).toEqual(id ? [200, id] : [401, undefined])
      }
    }
  }

const oberplan = (): Run => {
  const scene = createScene()
  const ofTheApi = [...changeDeeds(scene), activate(scene), leave(scene)]
  return {
    deeds: [...userDeeds(scene), ...ofTheApi, ({ a }) => renew(scene.double, a)],
    looks: [signInLook(scene)],
  }
}

describe('what the endpoints say agrees with a scan of the db', () => {
  it('at Oberplan: whoever signs in by address and password', () => agrees(oberplan))
})
