import { textOf } from '../diff/document.ts'
import { type Json, listOf, recordOf } from '../json.ts'
import { parsed } from './request.ts'

/** An interaction of a pact of any version, in the form of all. */
interface ReadInteraction {
  readonly description: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string | readonly string[]>>
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Absent where there is none. */
  readonly body?: unknown
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

/** A pact as it was read. */
export interface ReadPact {
  readonly consumer: string
  readonly provider: string
  /** Of the specification: 1 to 4. */
  readonly version: number
  readonly interactions: readonly ReadInteraction[]
  /** How many interactions are of messages, and not of HTTP. */
  readonly messages: number
  /** How many interactions have matching rules or generators beside their examples. */
  readonly ruled: number
}

/**
 * Reads a pact of version 1, 2, 3 or 4. What it cannot be is thrown without a full stop, for the middle of a sentence.
 *
 * @example readPact(JSON.parse(text)).provider // 'Overplane'
 */
export function readPact(read: unknown): ReadPact {
  const { consumer, provider, interactions, messages, metadata } = recordOf(read)
  if (!Array.isArray(interactions) && !Array.isArray(messages)) {
    throw new Error('it is no pact: it has no interactions')
  }
  const names = [recordOf(consumer).name, recordOf(provider).name]
  if (!names.every(name => typeof name === 'string')) {
    throw new Error('it is no pact: it does not name its consumer and its provider')
  }
  const all = listOf(interactions)
  const ofHttp = all.filter(one => !/message/i.test(textOf(recordOf(one).type)))
  return {
    consumer: textOf(names[0]),
    provider: textOf(names[1]),
    version: versionIn(recordOf(metadata)),
    interactions: ofHttp.map(toInteraction),
    messages: listOf(messages).length + all.length - ofHttp.length,
    ruled: ofHttp.filter(isRuled).length,
  }
}

/** Each generation of writers has put it somewhere else. */
function versionIn({
  pactSpecification,
  'pact-specification': dashed,
  pactSpecificationVersion,
}: Json): number {
  const told =
    recordOf(pactSpecification).version ?? recordOf(dashed).version ?? pactSpecificationVersion
  const version = Number.parseInt(textOf(told), 10)
  if (Number.isNaN(version)) return 2
  if (version >= 1 && version <= 4) return version
  throw new Error(`it is a pact of version ${version}, and versions 1 to 4 are read`)
}

function toInteraction(read: unknown, index: number): ReadInteraction {
  const { description, request, response } = recordOf(read)
  const { method, path, query, headers, body } = recordOf(request)
  const { status, headers: others, body: answered } = recordOf(response)
  if (typeof method !== 'string' || typeof path !== 'string') {
    throw new Error(`its interaction ${index + 1} has no request with a method and a path`)
  }
  return {
    description: typeof description === 'string' ? description : `${method} ${path}`,
    ...{ method: method.toUpperCase(), path, query: queryOf(query), headers: headersOf(headers) },
    ...bodyOf(body),
    response: {
      // Where nothing is said, any success will do.
      status: typeof status === 'number' ? status : 200,
      headers: headersOf(others),
      ...bodyOf(answered),
    },
  }
}

function queryOf(query: unknown): ReadInteraction['query'] {
  if (typeof query !== 'string') {
    const entries = Object.entries(recordOf(query))
    return Object.fromEntries(
      entries.map(([name, values]) => [
        name,
        Array.isArray(values) ? values.map(textOf) : textOf(values),
      ]),
    )
  }
  const params = new URLSearchParams(query)
  return Object.fromEntries([...params.keys()].map(name => [name, params.getAll(name)]))
}

const headersOf = (headers: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(recordOf(headers)).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value),
    ]),
  )

/** From version 4 on a body stands within an object that tells how it is written. */
function bodyOf(body: unknown): { readonly body?: unknown } {
  if (body === undefined || body === null) return {}
  const { content, contentType, encoded } = recordOf(body)
  if (content === undefined || encoded === undefined) return { body }
  return { body: encoded === 'base64' ? decoded(textOf(content), textOf(contentType)) : content }
}

/** What was written as Base64; where its type is JSON, and it is some, the value of it. */
function decoded(content: string, type: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0))
    const text = new TextDecoder().decode(bytes)
    return /[/+]json\b/i.test(type) ? (parsed(text)?.value ?? text) : text
  } catch {
    return content
  }
}

/** Whether its examples stand for others: for what a rule allows, or for what a generator makes. */
function isRuled(read: unknown): boolean {
  const { request, response } = recordOf(read)
  return [request, response].some(side => {
    const { matchingRules, generators } = recordOf(side)
    return [matchingRules, generators].some(rules => Object.keys(recordOf(rules)).length > 0)
  })
}
