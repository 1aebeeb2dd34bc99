import { shown } from '../../../answer/refusal.ts'
import { redactedText } from '../../../double/journal/redacted-text.ts'
import { isSecretPath, veil } from '../../../double/journal/redaction.ts'
import { documentedHeaders } from '../../../openapi/credentials.ts'
import type { Recorded } from '../../../pact/interaction.ts'
import type { ControlFile, ServedDouble } from '../../controlled.ts'

/** A call to export, and whose it is. */
interface Exported {
  /** Nothing where no API has the path. */
  readonly double: ServedDouble | undefined
  readonly recorded: Recorded
  /** Where the doubles are served. */
  readonly origin: string
  readonly doing: string
}

/** A call in a form that somebody can use elsewhere. No secret gets into it: documented credentials stand in their place. */
export async function exportOf(form: string, exported: Exported): Promise<ControlFile> {
  if (form === 'curl') return textual(toCurl(requestOf(exported)))
  if (form === 'vitest') return textual(toTest(requestOf(exported), exported))
  if (form === 'pact') return toInteraction(exported)
  throw new TypeError(
    `Failed to ${exported.doing}: there is no form "${shown(form)}". Choose from curl, vitest, pact.`,
  )
}

const textual = (text: string): ControlFile => ({ type: 'text/plain', text })

/** A request as somebody would write it down. */
interface Written {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | undefined
}

/** What a client sends by itself, or what only this one connection had. */
const ofTheClient =
  /^(host|connection|content-length|accept-encoding|accept-language|user-agent|origin|referer|priority|dnt|cookie|sec-.*|x-contract-double-session)$/

function requestOf({ double, recorded: { trace, entry }, origin }: Exported): Written {
  const { method, headers, body } = JSON.parse(JSON.stringify(entry))
  const documented = Object.entries(documentedHeaders(double?.contract ?? {}))
  const known = new Map(documented.map(([name, value]) => [name.toLowerCase(), value]))
  const isOwn = ([name, value]: readonly [string, unknown]) =>
    !ofTheClient.test(name) && !(name === 'accept' && value === '*/*')
  return {
    method,
    url: origin + entry.path + searchOf(trace.call.search, double),
    headers: Object.entries(headers)
      .filter(isOwn)
      .map(([name, value]) => [name, String(known.get(name) ?? value)] as const),
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  }
}

/** A query without its secrets. */
function searchOf(search: string, double: ServedDouble | undefined): string {
  if (search.length < 2) return ''
  const veiling = double?.journal.veiling
  const pairs = [...new URLSearchParams(search)].map(
    ([name, value]) =>
      [name, isSecretPath(name, veiling?.isSecret) ? veil : redactedText(value, veiling)] as [
        string,
        string,
      ],
  )
  return `?${new URLSearchParams(pairs)}`
}

function toCurl({ method, url, headers, body }: Written): string {
  const parts = [
    `curl${flagOf(method)} ${quoted(url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ]
  return `${parts.join(' \\\n  ')}\n`
}

/** A HEAD that is only named so would wait for a body. */
function flagOf(method: string): string {
  if (method === 'GET') return ''
  return method === 'HEAD' ? ' --head' : ` -X ${method}`
}

/** Nothing in single quotes means anything to a shell, save the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function toTest(
  { method, url, headers, body }: Written,
  { double, recorded: { entry } }: Exported,
): string {
  const name = `${double && entry.operation ? `${double.name}/${entry.operation}` : entry.method}: ${entry.method} ${entry.path} answers ${entry.reply.status}`
  const init = [
    ...(method === 'GET' ? [] : [`    method: ${literal(method)},`]),
    ...(headers.length > 0 ? [`    headers: ${literal(Object.fromEntries(headers))},`] : []),
    ...(body === undefined ? [] : [`    body: ${literal(body)},`]),
  ]
  const given = init.length > 0 ? `, {\n${init.join('\n')}\n  }` : ''
  return [
    "import { expect, it } from 'vitest'",
    '',
    `it(${literal(name)}, async () => {`,
    ...(entry.forced
      ? ['  // The reply was forced: add the override first, or it is another one.']
      : []),
    `  const response = await fetch(${literal(url)}${given})`,
    `  expect(response.status).toBe(${entry.reply.status})`,
    '})',
    '',
  ].join('\n')
}

/** As a line of a program, on which nothing ends it. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, one => `\\u${one.charCodeAt(0).toString(16)}`)

async function toInteraction({ double, recorded, doing }: Exported): Promise<ControlFile> {
  // Few need it, and no browser should have to load it.
  const { toPact } = await import('../../../pact/pact.ts')
  const { title = '', contract = {}, journal } = double ?? {}
  const pact =
    journal &&
    toPact(
      { title, contract, calls: [recorded], dropped: 0, veiling: journal.veiling },
      { consumer: 'consumer' },
    )
  const [interaction] = pact?.interactions ?? []
  if (interaction) {
    return { type: 'application/json', text: `${JSON.stringify(interaction, null, 2)}\n` }
  }
  const [why = 'no contract promises it.'] = pact?.metadata.contractDoubles?.leftOut ?? []
  throw new TypeError(`Failed to ${doing}: ${why} Choose a call that an operation answered.`)
}
