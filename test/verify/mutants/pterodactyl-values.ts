import type { PterodactylDouble } from '../../../handlers/index.ts'
import { below, type Mutant, put, without } from './drift.ts'

type Drift = Mutant<PterodactylDouble>
type Db = PterodactylDouble['db']
type Field = 'email' | 'username' | 'external_id'

const create = /^POST \/api\/application\/users(\?|$)/
const update = /^PATCH \/api\/application\/users\/[1-9]/
const write = /^(POST|PATCH) \/api\/application\/users(\/[1-9]|\?|$)/

const holderOf = (db: Db, field: Field, value: string) =>
  db.user.getAll().find(user => user[field]?.toLowerCase() === value.toLowerCase())

/** Sends, for a value that is taken, one that is not, so that it seems to pass. */
const evading =
  (field: Field, isEvaded: (value: string) => boolean = () => true): NonNullable<Drift['body']> =>
  (body, { db }, { path }) => {
    const value = String(body[field] ?? '')
    const holder = value === '' ? undefined : holderOf(db, field, value)
    const isTaken = holder !== undefined && !path.endsWith(`/${holder.id}`)
    return isTaken && isEvaded(value) ? { ...body, [field]: `x${db.user.count()}${value}` } : body
  }

const hasCase = (value: string): boolean => value !== value.toLowerCase()

const unique: readonly Drift[] = (['email', 'username', 'external_id'] as const).flatMap(field => [
  { title: `${field} is not unique`, tells: 'uniqueness', on: create, body: evading(field) },
  {
    title: `an update may take another ${field}`,
    tells: 'uniqueness',
    on: update,
    body: evading(field),
  },
  {
    title: `${field} is unique by its case`,
    tells: 'uniqueness',
    on: create,
    body: evading(field, hasCase),
  },
])

/** What a wrong value is taken for. */
const tolerant =
  (
    field: string,
    isWrong: (value: unknown) => boolean,
    stands: unknown,
  ): NonNullable<Drift['body']> =>
  body =>
    field in body && isWrong(body[field]) ? { ...body, [field]: stands } : body

const isLong = (value: unknown): boolean => String(value).length > 191

const values: readonly Drift[] = [
  {
    title: 'a username keeps its case',
    tells: 'usernameCase',
    on: create,
    reply: (b, { body }) => below('attributes', put({ username: body.username }))(b),
  },
  {
    title: 'an email is kept in lower case',
    tells: 'emailCase',
    on: update,
    body: b => ({ ...b, ...(typeof b.email === 'string' && { email: b.email.toLowerCase() }) }),
  },
  {
    title: 'the language is de by default',
    on: create,
    reply: below('attributes', put({ language: 'de' })),
  },
  {
    title: 'everybody is an admin by default',
    tells: 'defaultFlags',
    on: create,
    body: b => ({ root_admin: true, ...b }),
  },
  {
    title: 'root_admin is ignored',
    on: create,
    body: b => (b.root_admin === true ? without('root_admin')(b) : b),
  },
  {
    title: 'external_id is ignored',
    on: create,
    body: b => (b.external_id === 5 || isLong(b.external_id) ? b : without('external_id')(b)),
  },
  {
    title: 'any language is taken',
    tells: 'languages',
    on: write,
    body: tolerant('language', v => v !== 'en', 'en'),
  },
  {
    title: 'a long last_name is cut off',
    tells: 'lengths',
    on: write,
    body: tolerant('last_name', isLong, 'x'),
  },
  {
    title: 'a long external_id is cut off',
    tells: 'lengths',
    on: write,
    body: tolerant('external_id', isLong, null),
  },
  {
    title: 'two letters are a username',
    tells: 'usernames',
    on: write,
    body: tolerant('username', v => v === 'ab', 'abc'),
  },
  {
    title: 'root_admin may be yes',
    tells: 'wrongTypes',
    on: write,
    body: tolerant('root_admin', v => v === 'yes', true),
  },
  {
    title: 'a number is a first_name',
    tells: 'wrongTypes',
    on: write,
    body: tolerant('first_name', v => v === 5, '5'),
  },
  {
    title: 'a number is a password',
    tells: 'wrongTypes',
    on: write,
    body: tolerant('password', v => v === 5, '5'),
  },
  {
    title: 'bad is an email',
    tells: 'emails',
    on: write,
    body: tolerant('email', v => v === 'bad', 'bad@example.com'),
  },
  { title: 'first_name may be missing', on: create, body: b => ({ first_name: 'x', ...b }) },
  { title: 'a create is not kept', on: create, undone: true },
]

/** Drifted providers of Pterodactyl's users: what they take, and what they keep. */
export const pterodactylValueMutants: readonly Drift[] = [...unique, ...values]
