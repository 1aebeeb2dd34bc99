import type { PterodactylDouble } from '../../../handlers/index.ts'
import {
  everyUser,
  follows,
  isWrite,
  refusal,
  refused,
  users,
  withAttributes,
} from './pterodactyl-means.ts'
import { type Exchange, jsonOf, sending, type Variant } from './variants.ts'

type Pterodactyl = Variant<PterodactylDouble>
type Json = Record<string, unknown>

/** A write with another body, or an answer to it; nothing where it is passed on. */
const writing =
  (
    by: (body: Json, asked: { request: Request; double: PterodactylDouble }) => object | undefined,
  ): NonNullable<Pterodactyl['ask']> =>
  async (request, double) => {
    const isOurs = request.headers.get('Authorization') === 'Bearer ptla_full'
    if (!isWrite(request) || !isOurs || request.url.endsWith('/0')) return undefined
    if ((await request.clone().text()) === '{"email":') return undefined
    const next = by(await jsonOf(request.clone()), { request, double })
    if (next === undefined) return undefined
    return next instanceof Response ? next : sending(request, next)
  }

/** What a field is taken for, where it is wrong. */
const tolerant = (field: string, isWrong: (value: unknown) => boolean, stands: unknown) =>
  writing(body =>
    field in body && isWrong(body[field]) ? { ...body, [field]: stands } : undefined,
  )

/** What a field may not be. */
const strict = (rule: string, isWrong: (value: unknown, name: string) => boolean) =>
  writing(body => {
    const [name] = Object.entries(body).find(([name, value]) => isWrong(value, name)) ?? []
    if (name === undefined) return undefined
    return refused(name, name === 'external_id' && rule === 'between' ? 'max' : rule)
  })

const isDone = ({ status }: Exchange): boolean => status < 300
const isCreate = ({ method, path, status }: Exchange): boolean =>
  method === 'POST' && path === users && status === 201

/** Changes every user that is told. */
const telling =
  (change: (attributes: Json, sent: Json) => Json, isMeant = isDone) =>
  (exchange: Exchange) =>
    isMeant(exchange)
      ? { body: withAttributes(exchange.body, own => change(own, exchange.sent)) }
      : undefined

/** Changes a user that was written, in its reply and for good. */
const keeping =
  (
    change: (exchange: Exchange, attributes: Json) => Json,
    isMeant = (exchange: Exchange) =>
      isDone(exchange) && ['POST', 'PATCH'].includes(exchange.method),
  ): NonNullable<Pterodactyl['reply']> =>
  (exchange, { db }) => {
    if (!isMeant(exchange)) return undefined
    const own: Json = Object(Object(exchange.body).attributes)
    const changes = change(exchange, own)
    db.user.update({ where: { id: { equals: Number(own.id) } }, data: changes })
    return { body: withAttributes(exchange.body, () => changes) }
  }

const bodies: readonly Pterodactyl[] = [
  { ...follows({ unset: 'absent' }), title: 'leaves out an external id that was never set' },
  {
    title: 'has an empty text for an external id that was never set',
    told: { unset: 'otherwise', nulls: 'otherwise' },
    reply: telling(({ external_id }) => ({ external_id: external_id ?? '' })),
  },
  { ...follows({ keyOrder: 'panel' }), title: 'has its keys in the order of the panel' },
  {
    title: 'has its keys in no order',
    told: { keyOrder: 'otherwise' },
    reply: ({ status, body }) =>
      status < 300
        ? {
            body: everyUser(body, user => ({
              ...user,
              attributes: Object.fromEntries(Object.entries(Object(user.attributes)).reverse()),
            })),
          }
        : undefined,
  },
  {
    title: 'says more than is documented of a user',
    told: {},
    reply: telling(() => ({ avatar: '/vera.png', roles: [] })),
  },
  { ...follows({ deleteStatus: 204 }), title: 'answers a delete with 204' },
  {
    title: 'says something of a delete',
    told: { deleteBody: 'otherwise' },
    ask: async (request, double) => {
      if (request.method !== 'DELETE') return undefined
      const reply = await double.fetch(request)
      return reply.status === 200 ? Response.json({ deleted: true }, reply) : reply
    },
  },
  {
    title: 'says nothing beside a created user',
    told: { createdMeta: 'otherwise' },
    reply: exchange => {
      const { meta: _, ...body } = Object(exchange.body)
      return isCreate(exchange) ? { body } : undefined
    },
  },
  {
    title: 'has updated a new user a second after its creation',
    told: { firstUpdate: 'otherwise' },
    reply: keeping((_, { created_at }) => {
      const time = new Date(Date.parse(String(created_at)) + 1000)
      return { updated_at: time.toISOString().replace('.000Z', '+00:00') }
    }, isCreate),
  },
  {
    title: 'tells the password of a new user',
    told: { passwords: 'otherwise' },
    reply: telling((_, { password = null }) => ({ password }), isCreate),
  },
]

const created: readonly Pterodactyl[] = [
  {
    title: 'has whoever names no language in German',
    told: { defaultLanguage: 'de' },
    reply: keeping(
      () => ({ language: 'de' }),
      exchange => isCreate(exchange) && exchange.sent.language === undefined,
    ),
  },
  {
    title: 'has administrators unless it is told otherwise',
    told: { defaultFlags: 'otherwise' },
    ask: writing((body, { request }) =>
      request.method === 'POST' ? { root_admin: true, ...body } : undefined,
    ),
  },
  { ...follows({ uniqueness: 'exact' }), title: 'knows values in another case for others' },
  { ...follows({ uniqueness: 'none' }), title: 'has several users with the same values' },
  {
    title: 'has several users with the same values, but for their addresses',
    told: { uniqueness: 'otherwise' },
    ask: writing((body, { request, double }) => {
      double.follow({ uniqueness: 'none' })
      const taken = String(body.email).toLowerCase()
      const holder = double.db.user.getAll().find(({ email }) => email.toLowerCase() === taken)
      const isOther =
        holder !== undefined && !new URL(request.url).pathname.endsWith(`/${holder.id}`)
      return isOther ? refused('email', 'unique') : undefined
    }),
  },
  {
    title: 'answers 409 where a value is taken',
    told: { uniqueness: 'otherwise' },
    reply: ({ status, body }) =>
      status === 422 && JSON.stringify(body).includes('"unique"') ? { status: 409 } : undefined,
  },
  {
    title: 'keeps the values of a deleted user from others',
    told: { afterDelete: 'otherwise' },
    ask: async (request, double) => {
      const gone = goneOf(double)
      if (request.method === 'DELETE') {
        const id = { equals: Number(request.url.split('/').at(-1)) }
        gone.add(double.db.user.findFirst({ where: { id } })?.email ?? 'nobody')
      }
      const { email } = await jsonOf(request.clone())
      return request.method === 'POST' && gone.has(email) ? refused('email', 'unique') : undefined
    },
  },
  { ...follows({ unknownKeys: 'refused' }), title: 'refuses a key that it does not know' },
]

/** The addresses of deleted users. */
const gone = new WeakMap<PterodactylDouble, Set<unknown>>()
function goneOf(double: PterodactylDouble): Set<unknown> {
  const known = gone.get(double) ?? new Set()
  gone.set(double, known)
  return known
}

const names = ['ab', '_abc', 'abc-', 'a b c', 'a@b']
const isText = (value: unknown): value is string => typeof value === 'string'
const least = (length: number) => (value: unknown) => isText(value) && value.length > length

const rules: readonly Pterodactyl[] = [
  { ...follows({ usernameCase: 'kept' }), title: 'keeps the case of a username' },
  {
    title: 'refuses a username with capitals',
    told: { usernameCase: 'otherwise' },
    ask: strict('p_username', (value, name) => name === 'username' && /^V/.test(String(value))),
  },
  {
    title: 'takes letters and digits alone for a username',
    told: { usernames: 'otherwise' },
    ask: strict('p_username', (value, name) => name === 'username' && /[._-]/.test(String(value))),
  },
  {
    title: 'takes anything for a username',
    told: { usernames: 'otherwise' },
    ask: tolerant('username', value => names.some(name => name === value), 'abx'),
  },
  {
    title: 'takes two letters for a username',
    told: { usernames: 'otherwise' },
    ask: tolerant('username', value => value === 'ab', 'abx'),
  },
  {
    title: 'takes anything for an address',
    told: { emails: 'otherwise' },
    ask: tolerant(
      'email',
      value => value === 'bad' || value === 'a b@example.com',
      'b@example.com',
    ),
  },
  {
    title: 'keeps addresses in lower case',
    told: { emailCase: 'otherwise' },
    ask: writing(({ email, ...body }) =>
      isText(email) ? { ...body, email: email.toLowerCase() } : undefined,
    ),
  },
  {
    title: 'refuses texts of more than 100 characters',
    told: { lengths: 'otherwise' },
    ask: strict('between', least(100)),
  },
  {
    title: 'takes texts of any length',
    told: { lengths: 'otherwise' },
    ask: writing(({ email, ...body }) => {
      const isLong = least(191)
      const cut = Object.entries(body).map(([name, value]) => [name, isLong(value) ? 'xxx' : value])
      return {
        ...(email !== undefined && { email: isLong(email) ? 'x@example.com' : email }),
        ...Object.fromEntries(cut),
      }
    }),
  },
  {
    title: 'knows more languages',
    told: { languages: 'otherwise' },
    ask: tolerant('language', value => value === 'xx', 'en'),
  },
  {
    title: 'takes a number for a text',
    told: { wrongTypes: 'otherwise' },
    ask: writing(body =>
      Object.fromEntries(
        Object.entries(body).map(([name, value]) => [
          name,
          typeof value === 'number' && name !== 'root_admin' ? String(value) : value,
        ]),
      ),
    ),
  },
  {
    title: 'takes nothing but true and false for root_admin',
    told: { wrongTypes: 'otherwise' },
    ask: strict('boolean', (value, name) => name === 'root_admin' && isText(value)),
  },
  {
    title: 'takes an empty text for a name',
    told: { emptyRequired: 'otherwise' },
    ask: tolerant('first_name', value => value === '', '-'),
  },
  {
    title: 'refuses null for an external id',
    told: { nulls: 'otherwise' },
    ask: strict('string', (value, name) => name === 'external_id' && value === null),
  },
  {
    title: 'takes null for root_admin and a language as if nothing was sent',
    told: { nulls: 'otherwise' },
    ask: writing(({ root_admin = null, language = null, ...body }) => ({
      ...body,
      ...(root_admin !== null && { root_admin }),
      ...(language !== null && { language }),
    })),
  },
  {
    title: 'keeps the blanks at the ends of a text',
    told: { blanks: 'otherwise' },
    reply: keeping(({ sent: { first_name, last_name } }) => ({
      ...(isText(first_name) && { first_name }),
      ...(isText(last_name) && { last_name }),
    })),
  },
  {
    title: 'refuses blanks at the ends of a text',
    told: { blanks: 'otherwise' },
    ask: strict('blank', value => isText(value) && value !== value.trim()),
  },
]

const changes: readonly Pterodactyl[] = [
  { ...follows({ emptyUpdate: 'moves' }), title: 'moves updated_at where nothing changes' },
  {
    title: 'does not move updated_at for a password',
    told: { passwords: 'otherwise' },
    ask: writing(({ password, ...body }, { request }) =>
      request.method === 'PATCH' && isText(password) ? body : undefined,
    ),
  },
  {
    title: 'has no administrator any more after an update that does not say so',
    told: { absentFields: 'otherwise' },
    ask: writing((body, { request }) =>
      request.method === 'PATCH' ? { root_admin: false, ...body } : undefined,
    ),
  },
  { ...follows({ externalIdCase: 'exact' }), title: 'minds the case of an external id' },
  {
    title: 'answers 400 to an id that is no number',
    told: { textIds: 'otherwise' },
    reply: ({ path }) =>
      path === `${users}/nil`
        ? { status: 400, body: refusal('BadRequestHttpException', 400) }
        : undefined,
  },
]

/** Providers that no page of Pterodactyl contradicts: what they take of a user, and what they tell. */
export const pterodactylUserVariants: readonly Pterodactyl[] = [
  ...bodies,
  ...created,
  ...rules,
  ...changes,
]
