import type { PactOptions } from '../../contract/pact/pact.ts'
import {
  type ApiName,
  createOberplan,
  createOverplane,
  createPterodactyl,
  type Double,
  type World,
  type WorldChoice,
} from '../../handlers/index.ts'
import { pterodactyl as panel } from '../../handlers/pterodactyl/index.ts'

type AnyDouble = Double<unknown, WorldChoice>

interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown
}

/** Sends one request, and gives the parsed reply, whose status has to be this. */
type Send = (
  status: number,
  method: string,
  path: string,
  sent?: Sent,
) => Promise<Readonly<Record<string, unknown>>>

/** What a consumer's tests do with an API, from the first call to the last. */
interface Session {
  readonly api: ApiName
  create(): AnyDouble
  /** What the consumer calls itself by; a call may say otherwise. */
  readonly credentials: string
  readonly state?: PactOptions['state']
  run(send: Send, double: AnyDouble): Promise<void>
}

/** The pact of a whole session. */
export async function pactOf({ create, credentials, state, run }: Session) {
  const double = create()
  const send: Send = async (status, method, path, { headers = {}, body } = {}) => {
    const type = { 'Content-Type': 'application/json' }
    const response = await double.fetch(path, {
      method,
      headers: { Authorization: credentials, ...(body !== undefined && type), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    if (response.status !== status) throw new Error(`${method} ${path}: ${response.status}`)
    const text = await response.text()
    return text === '' ? {} : JSON.parse(text)
  }
  await run(send, double)
  const options = { consumer: 'crm', ...(state !== undefined && { state }) }
  return { double, pact: await double.journal.toPact(options) }
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const stranger = { headers: { Authorization: 'Bearer nobody' } }

const overplane: Session = {
  api: 'overplane',
  create: createOverplane,
  credentials: 'Bearer sk_live_mine',
  async run(send) {
    const users = '/api/core/user'
    await send(200, 'GET', `${users}?limit=2&offset=0`)
    await send(400, 'GET', `${users}?limit=-1`)
    await send(401, 'GET', users, stranger)
    const { id } = await send(200, 'POST', users, { body: { email: 'a@b.c', first_name: 'Ada' } })
    await send(200, 'GET', `${users}/${id}`)
    await send(200, 'PATCH', `${users}/${id}`, { body: { last_name: 'Lovelace', gender: null } })
    await send(400, 'PATCH', `${users}/${id}`, { body: '{"first_name":' })
    await send(200, 'DELETE', `${users}/${id}`)
    await send(404, 'GET', `${users}/${id}`)
    await send(400, 'POST', users, { body: {}, headers: { Prefer: 'code=400' } })

    const rows = '/api/projects/project-user'
    const row = { parent_id: 'parent_abc123', parent_type: 'project', user: 'ada' }
    const { id: second } = await send(200, 'POST', rows, { body: row })
    await send(400, 'POST', rows, { body: { user: 'ada' } })
    await send(200, 'GET', `${rows}?parent_id=parent_abc123`)
    await send(400, 'GET', rows)
    await send(200, 'PATCH', `${rows}/${second}`, { body: { view_attachments: true } })
    await send(200, 'POST', `${rows}/reorder`, { body: { items: [{ id: second, idx: 1 }] } })
    await send(404, 'POST', `${rows}/reorder`, { body: { items: [{ id: 'nothing', idx: 1 }] } })
    await send(200, 'POST', `${rows}/reorder`, { body: { parent_id: 'nothing' } })
    await send(200, 'DELETE', `${rows}/${second}`)
    await send(404, 'DELETE', `${rows}/${second}`)
  },
}

const aServer: World = {
  name: 'the documented user, and a server',
  pterodactyl(db) {
    panel.documented(db)
    db.server.create({ name: 'survival', user: 4, external_id: 'order-1' })
  },
}

const pterodactyl: Session = {
  api: 'pterodactyl',
  create: () => createPterodactyl({ world: aServer }),
  credentials: 'Bearer ptla_mine',
  async run(send) {
    const users = '/api/application/users'
    const [first_name, last_name] = ['Ada', 'Lovelace']
    const ada = { email: 'ada@b.co', username: 'ada', external_id: 'crm-7', first_name, last_name }
    const vendor = { headers: { Accept: 'Application/vnd.pterodactyl.v1+json' } }
    await send(200, 'GET', `${users}?filter[email]=example&sort=-id&include=servers`, vendor)
    await send(400, 'GET', `${users}?sort=nothing`)
    await send(200, 'GET', `${users}/4`)
    await send(404, 'GET', `${users}/999`)
    await send(404, 'GET', `${users}/external/crm-7`)
    const created = await send(201, 'POST', users, { body: { ...ada, password: 'analytical' } })
    const { id } = Object(created.attributes)
    await send(200, 'GET', `${users}/external/crm-7?include=servers`)
    await send(422, 'POST', users, { body: ada })
    await send(400, 'POST', users, { body: '{"email":' })
    await send(200, 'PATCH', `${users}/${id}`, { body: { ...ada, external_id: null } })
    const body = 'email=ada%40b.co&username=ada&first_name=Ada&last_name=Byron&root_admin=1'
    await send(200, 'PATCH', `${users}/${id}`, { body, headers: form })
    await send(422, 'PATCH', `${users}/${id}`, { body: { email: 'ada' } })
    await send(200, 'DELETE', `${users}/${id}`)
    await send(404, 'DELETE', `${users}/${id}`)
    await send(401, 'GET', users, stranger)
    const reader = { Authorization: 'Bearer ptla_readonly' }
    await send(403, 'DELETE', `${users}/4`, { headers: reader })
    await send(429, 'GET', users, { headers: { Prefer: 'code=429' } })
    await send(200, 'GET', '/api/application/servers?per_page=5')
    await send(200, 'GET', '/api/application/servers/1?include=user')
    await send(404, 'GET', '/api/application/servers/9')
    await send(200, 'GET', '/api/application/servers/external/order-1')
    for (const things of ['nests', 'nests/1/eggs', 'nodes', 'locations']) {
      await send(200, 'GET', `/api/application/${things}`)
      await send(200, 'GET', `/api/application/${things}/1`)
    }
  },
}

const basic = (account: string) => ({ Authorization: `Basic ${btoa(account)}` })

const oberplan: Session = {
  api: 'oberplan',
  create: createOberplan,
  credentials: basic('user@oberplan.com:mypassword').Authorization,
  // Whoever has a new address or password is not let in by the documented ones.
  state: ({ operation, body }) =>
    operation === 'deleteAccount' || 'new_password' in Object(body)
      ? 'the documented account'
      : undefined,
  async run(send, double) {
    const me = '/v1/users/me'
    await send(200, 'GET', me)
    await send(200, 'GET', `${me}?fields=email,firstname`)
    await send(401, 'GET', me, { headers: basic('user@oberplan.com:wrong') })
    await send(200, 'GET', '/v1/rate-limit')
    await send(200, 'PUT', me, { body: { firstname: 'Ada', timezone: 'Europe/London' } })
    await send(200, 'PUT', me, { body: { lastname: 'Byron' }, headers: form }) // as curl -d does
    await send(400, 'PUT', me, { body: { language_tag: 'fr' } })
    await send(429, 'PUT', me, { body: { firstname: 'Ada' }, headers: { Prefer: 'code=429' } })
    await send(404, 'GET', '/v1/users/activate/nothing')
    await send(200, 'PUT', me, { body: { email: 'ada@example.com' } })
    const [message] = 'outbox' in double ? Object(double.outbox) : []
    await send(200, 'GET', new URL(message.link).pathname)
    const ada = { headers: basic('ada@example.com:mypassword') }
    await send(200, 'PUT', me, { ...ada, body: { new_password: 'analytical' } })
    const changed = { headers: basic('ada@example.com:analytical') }
    await send(400, 'DELETE', me, changed)
    await send(200, 'DELETE', `${me}?me=1`, changed)
  },
}

export const sessions: readonly Session[] = [overplane, pterodactyl, oberplan]
