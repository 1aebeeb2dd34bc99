import type { OberplanDouble } from '../../../handlers/index.ts'
import { type Mutant, put, without } from './drift.ts'
import { data } from './oberplan.ts'

type Drift = Mutant<OberplanDouble>

const update = /^PUT /
const read = /^GET \/v1\/users\/me/
const remove = /^DELETE /
const any = /./

const basic = (email: string, password: string) => `Basic ${btoa(`${email}:${password}`)}`
const accountIn = (headers: Headers) =>
  atob(headers.get('Authorization')?.slice(6) ?? '').split(':')
const stored = ({ db }: OberplanDouble) => db.user.getAll()[0]

/** Lets somebody in as the account, whatever was sent. */
const letIn = (headers: Headers, double: OberplanDouble): void => {
  const user = stored(double)
  if (user) headers.set('Authorization', basic(user.email, user.password))
}

/** Whether it is the account's address that was sent, with a password that passes. */
const isOf = (double: OberplanDouble, headers: Headers, passes: (password: string) => boolean) => {
  const [email, password = ''] = accountIn(headers)
  return email === stored(double)?.email && passes(password)
}

const set = ({ db }: OberplanDouble, changes: Parameters<typeof db.user.update>[0]['data']) =>
  db.user.updateMany({ where: {}, data: changes })

/** Drifted providers of Oberplan's accounts: who is let in, what a password and an address do, and a delete. */
export const oberplanAccountMutants: readonly Drift[] = [
  {
    title: 'a read needs no credentials',
    on: read,
    ask: ({ headers }, double) => headers.has('Authorization') || letIn(headers, double),
  },
  {
    title: 'an update needs no credentials',
    on: update,
    ask: ({ headers }, double) => headers.has('Authorization') || letIn(headers, double),
  },
  {
    title: 'any account is let in',
    on: any,
    ask: ({ headers }, double) => headers.has('Authorization') && letIn(headers, double),
  },
  {
    title: 'any password will do',
    on: any,
    ask: ({ headers }, double) => isOf(double, headers, () => true) && letIn(headers, double),
  },
  {
    title: 'the case of a password does not matter',
    on: any,
    ask: ({ headers }, double) =>
      isOf(double, headers, password => password.toLowerCase() === 'mypassword') &&
      letIn(headers, double),
  },
  {
    title: 'a new password is taken and not applied',
    on: update,
    body: b => (String(b.new_password).length > 9 ? without('new_password')(b) : b),
  },
  {
    title: 'the old password goes on to sign in',
    on: any,
    ask: ({ headers }, double) =>
      isOf(double, headers, password => password === 'mypassword') && letIn(headers, double),
  },
  {
    title: 'a password may be short',
    on: update,
    body: b => (b.new_password === '12345' ? { ...b, new_password: undefined } : b),
  },
  {
    title: 'a password may be a number',
    tells: 'wrongTypes',
    on: update,
    body: b => (b.new_password === 123456 ? { ...b, new_password: undefined } : b),
  },
  {
    title: 'a refused update changes the password',
    tells: 'faultyUpdate',
    on: update,
    when: 400,
    after: (double, { body }) =>
      String(body.new_password).length > 9 && set(double, { password: String(body.new_password) }),
  },
  {
    title: 'a new password changes a setting',
    on: update,
    after: (double, { body }) => body.new_password && set(double, { firstname: 'Nobody' }),
  },
  {
    title: 'a new password is shown',
    on: read,
    reply: (b, _, double) => data(put({ new_password: stored(double)?.password }))(b),
  },
  {
    title: 'a new email address counts at once',
    on: update,
    after: (double, { body }) => body.email && set(double, { email: String(body.email) }),
  },
  {
    title: 'a new email address is shown at once',
    on: read,
    reply: (b, _, double) => {
      const { email, pending_email } = Object(stored(double))
      return data(put({ email: pending_email ?? email }))(b)
    },
  },
  {
    title: 'a new email address signs in at once too',
    on: any,
    ask: ({ headers }, double) =>
      accountIn(headers)[0] === stored(double)?.pending_email && letIn(headers, double),
  },
  {
    title: 'the link of no message activates',
    tells: 'activation',
    on: /activate/,
    when: 404,
    status: 200,
    reply: () => ({ success: true }),
  },
  {
    title: 'a delete needs no me=1',
    on: remove,
    ask: ({ query, headers }) => headers.has('Authorization') && query.set('me', '1'),
  },
  {
    title: 'a delete with me=true is taken',
    on: remove,
    ask: ({ query }) => query.get('me') === 'true' && query.set('me', '1'),
  },
  {
    title: 'a delete without me=1 succeeds and does nothing',
    on: remove,
    when: 400,
    status: 200,
    reply: () => ({ success: true }),
  },
  {
    title: 'a deleted account is still there',
    on: remove,
    options: { destructive: true },
    undone: true,
  },
  {
    title: 'a delete says nothing',
    on: remove,
    options: { destructive: true },
    reply: () => ({}),
  },
]
