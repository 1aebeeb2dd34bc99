import type { Pterodactyl } from 'contract-doubles/pterodactyl'

type Replies<Name extends keyof Pterodactyl> = Pterodactyl[Name]['replies']
type Refusal = Replies<'createUser'>[422]

export type UserList = Replies<'listUsers'>[200]
export type User = Replies<'getUser'>[200]['attributes']
export type UserFields = Pterodactyl['createUser']['body']

const users = `${import.meta.env.VITE_PANEL_URL ?? ''}/api/application/users`
const key = import.meta.env.VITE_PANEL_KEY ?? 'ptla_demo'

/** A request that came to nothing: its message is for the reader, and `fields` for what stands in a form. */
export class PanelError extends Error {
  readonly fields: Readonly<Record<string, string>>

  constructor(message: string, fields: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(message, { cause })
    this.fields = fields
  }
}

/** A page of users; the query is the panel's own: `page=2&per_page=10&sort=-id&filter[email]=example`. */
export const listUsers = async (query: string): Promise<UserList> =>
  (await send('GET', `${users}?${query}`)).json()

export async function getUser(id: string): Promise<User> {
  const response = await send('GET', `${users}/${id}?include=servers`)
  const { attributes }: Replies<'getUser'>[200] = await response.json()
  return attributes
}

export async function createUser(fields: UserFields): Promise<User> {
  const response = await send('POST', users, fields)
  const { attributes }: Replies<'createUser'>[201] = await response.json()
  return attributes
}

export async function updateUser(id: number, fields: UserFields): Promise<void> {
  await send('PATCH', `${users}/${id}`, fields)
}

export async function deleteUser(id: number): Promise<void> {
  await send('DELETE', `${users}/${id}`)
}

async function send(method: string, url: string, json?: UserFields): Promise<Response> {
  const headers = { Authorization: `Bearer ${key}`, Accept: 'application/json' }
  const typed = { ...headers, 'Content-Type': 'application/json' }
  const init = json ? { headers: typed, body: JSON.stringify(json) } : { headers }
  const response = await fetch(url, { method, ...init }).catch(cause => {
    const message = 'The panel could not be reached. Check the network, then try again.'
    throw new PanelError(message, {}, cause)
  })
  if (response.ok) return response
  throw await toError(response)
}

/** One sentence for the whole, and those that belong to a field by its name. */
async function toError(response: Response): Promise<PanelError> {
  const { errors }: Refusal = await response.json()
  const fields: Record<string, string> = {}
  for (const { detail, meta } of errors) {
    if (meta) fields[meta.source_field] = [fields[meta.source_field], detail].join(' ').trim()
  }
  const message = errors.flatMap(({ detail, meta }) => (meta ? [] : [detail])).join(' ')
  return new PanelError(message || 'Some fields were not accepted.', fields)
}
