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
  read(await send('GET', `${users}?${query}`))

export async function getUser(id: string): Promise<User> {
  const response = await send('GET', `${users}/${id}?include=servers`)
  return (await read<Replies<'getUser'>[200]>(response)).attributes
}

export async function createUser(fields: UserFields): Promise<User> {
  const response = await send('POST', users, fields)
  return (await read<Replies<'createUser'>[201]>(response)).attributes
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

/** What a panel says is JSON; what stands in between may say anything. */
const read = <Body>(response: Response): Promise<Body> =>
  response.json().catch(cause => {
    const message = 'The panel has sent an answer that cannot be read. Try again.'
    throw new PanelError(message, {}, cause)
  })

/** One sentence for the whole, and those that belong to a field by its name. */
async function toError(response: Response): Promise<PanelError> {
  const { errors = [] } = await read<Partial<Refusal>>(response).catch(() => ({ errors: [] }))
  const fields: Record<string, string> = {}
  for (const { detail, meta } of errors) {
    if (meta) fields[meta.source_field] = [fields[meta.source_field], detail].join(' ').trim()
  }
  const message = errors.flatMap(({ detail, meta }) => (meta ? [] : [detail])).join(' ')
  return new PanelError(message || sentenceFor(response.status, fields), fields)
}

function sentenceFor(status: number, fields: Readonly<Record<string, string>>): string {
  if (Object.keys(fields).length > 0) return 'Some fields were not accepted.'
  return status >= 500
    ? `The panel has failed (${status}). Try again in a while.`
    : `The panel has refused this (${status}).`
}
