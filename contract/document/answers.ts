import type { Call } from '../answer.ts'
import { basePathOf } from '../double/base-path.ts'
import type { DoubleOptions } from '../double/options.ts'
import type { Contract, Endpoint, Reply } from '../endpoint.ts'
import type { Found, Router } from '../router.ts'
import { documentedCredentials } from './credentials.ts'
import type { Example } from './notes.ts'

/** A request to show with its reply, beside those that the page prints. What it leaves out is as in the page's own. */
export interface Ask {
  readonly title: string
  readonly method?: Example['request']['method']
  /** The full path with its query. */
  readonly path?: string
  /** Added to the page's own; an empty one takes the page's away. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** In the place of the body: text that is no JSON. */
  readonly text?: string
  readonly fault?: Call['fault']
  /** What the double that is asked is told. */
  readonly options?: Pick<DoubleOptions<never>, 'fidelity' | 'rateLimit'>
}

/** The asks of one operation, by the status that each must be answered with. */
export type Asks = Readonly<Record<number, Ask>>

/** What answers: a double. */
interface Answering {
  readonly baseUrl: string
  readonly contract: Contract
  readonly router: Router
  answer(call: Call, found: Found): Reply
}

/** An example with the headers that the double sends along. */
export interface Answered extends Example {
  readonly reply: Reply
}

/** Makes a double for a single question. */
export type Create = (options: NonNullable<Ask['options']>) => Answering

/** What the notes on an API ask for. */
interface Asked {
  /** Put to every operation that can be answered so. */
  readonly asks: Asks
  readonly strays: readonly Ask[]
  readonly resources: readonly {
    readonly operations: Readonly<Record<string, { readonly asks?: Asks }>>
  }[]
}

/** The answers that a document shows. */
export interface Shown {
  /** Of every operation: what the page prints, filled in where it prints no reply, and the answer to each ask. */
  readonly examples: Readonly<Record<string, readonly Answered[]>>
  /** How the API answers what is none of its operations. */
  readonly refusals: readonly Answered[]
}

/** The answers that a document shows, each of a double of its own. */
export function toShown(create: Create, { asks, strays, resources }: Asked): Shown {
  const { contract, baseUrl } = create({})
  const headers = { Authorization: documentedCredentials(contract) ?? '' }
  const basePath = basePathOf({ baseUrl })
  const shown = Object.entries(contract).map(([name, endpoint]) => {
    const { examples = [] } = endpoint
    const own =
      resources.find(({ operations }) => Object.hasOwn(operations, name))?.operations[name]?.asks ??
      {}
    const path = own[200]?.path ?? basePath + endpoint.path
    const model = examples[0]?.request ?? { method: toUpperCase(endpoint.method), path, headers }
    const answers = Object.entries({ ...asks, ...own })
      .map(([status, ask]) => ({ status: Number(status), ask }))
      .filter(({ status }) => canAnswer(endpoint, status))
      .map(({ status, ask }) => expected(status, toReplied(create, model, ask)))
    return [name, [...examples.map(example => toFilled(create, example)), ...answers]] as const
  })
  const stray = { method: 'GET', path: '/', headers } as const
  return {
    examples: Object.fromEntries(shown),
    refusals: strays.map(ask => toReplied(create, stray, ask)),
  }
}

/** HTTP's own 413 stands in no contract: whatever takes a body can be answered so. */
const canAnswer = ({ responses, body }: Endpoint, status: number): boolean =>
  status in responses || (status === 413 && body !== undefined)

/** The same method, of which TypeScript's library only knows that it is text. */
const toUpperCase = (method: Endpoint['method']) => method.toUpperCase() as Uppercase<typeof method>

function toFilled(create: Create, { title, request, reply }: Example): Answered {
  const made = ask(create, request, {})
  const body = reply.body ?? made.body
  return expected(reply.status, {
    title,
    request,
    reply: { ...made, ...(body !== undefined && { body }) },
  })
}

function toReplied(create: Create, model: Example['request'], asked: Ask): Answered {
  const { title, method = model.method, path = model.path, headers = {} } = asked
  const sent = Object.entries({ ...model.headers, ...headers }).filter(([, value]) => value !== '')
  const { body } = { ...model, ...asked }
  const isJson = body !== undefined && asked.text === undefined && !asked.fault
  const request = {
    ...{ method, path, headers: Object.fromEntries(sent) },
    ...(isJson && { body }),
  }
  return { title, request, reply: ask(create, request, asked) }
}

function ask(
  create: Create,
  { method, path, headers, body }: Example['request'],
  { text, fault, options = {} }: Pick<Ask, 'text' | 'fault' | 'options'>,
): Reply {
  const { baseUrl, router, answer } = create(options)
  const { origin, pathname, search } = new URL(path, baseUrl)
  const json = body === undefined ? '' : JSON.stringify(body)
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  const call: Call = {
    ...{ method, origin, path: pathname, search, headers: Object.fromEntries(named) },
    ...(fault ? { text: '', fault } : { text: text ?? json }),
  }
  const { body: answered, headers: sent = {}, status } = answer(call, router(method, pathname))
  const own = Object.entries(sent).filter(([name]) => !name.startsWith('X-Contract-Double'))
  return {
    status,
    ...(own.length > 0 && { headers: Object.fromEntries(own) }),
    // As it travels: the entities of @mswjs/data have more about them than that.
    ...(answered !== undefined && { body: JSON.parse(JSON.stringify(answered)) }),
  }
}

function expected(status: number, answered: Answered): Answered {
  const { title, request, reply } = answered
  if (reply.status === status) return answered
  throw new Error(
    `Failed to show "${title}" (${request.method} ${request.path}): the reply is a ${reply.status}, and ${status} was to be shown. Ask for something else, or under another status.`,
  )
}
