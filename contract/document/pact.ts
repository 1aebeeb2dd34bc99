import type { Contract } from '../endpoint.ts'
import { documentedCredentials } from './credentials.ts'
import {
  type Draft,
  type Interaction,
  type Recorded,
  type States,
  toDraft,
} from './pact-interaction.ts'

/** Whose contract a pact is, and what a provider has to be like for it. */
export interface PactOptions {
  readonly consumer: string
  /** Default: the API's title. */
  readonly provider?: string
  /** The provider state of every call, or of each by what it was: its operation, its params, its reply. */
  readonly state?: States
}

/** A Pact file of version 4: plain JSON. */
export interface Pact {
  readonly consumer: { readonly name: string }
  readonly provider: { readonly name: string }
  readonly interactions: readonly Interaction[]
  readonly metadata: {
    readonly pactSpecification: { readonly version: '4.0' }
    /** What is missing: how many older calls the journal no longer had, and how many were met by a forced outage. */
    readonly contractDoubles?: { readonly dropped?: number; readonly outages?: number }
  }
}

/** What a journal knows. */
export interface Recording {
  readonly title: string
  readonly contract: Contract
  readonly calls: readonly Recorded[]
  readonly dropped: number
}

/**
 * The calls of endpoints as a Pact file: each once, in the order of the journal, in which a double of the same world
 * and seed can be asked them again. What no contract promises is left out: calls that no endpoint takes, statuses that
 * none documents, replies that broke on their way. Values of replies are made up, so only their types count.
 *
 * No credentials that were sent get into it: where they were let in, the documented ones stand in their place. Bodies
 * and queries stay as they are, a `new_password` too: a consumer's tests made them up, and the reply depends on them.
 *
 * @example toPact(recording, { consumer: 'web-shop', state: ({ params }) => `there is a user ${params.id}` })
 */
export function toPact(
  { title, contract, calls, dropped }: Recording,
  { consumer, provider = title, state }: PactOptions,
): Pact {
  refuseNameless('consumer', consumer, 'such as "web-shop"')
  refuseNameless('provider', provider, `or leave it out for "${title}"`)
  const credentials = documentedCredentials(contract)
  const met = calls.filter(({ entry }) => entry.outage === undefined)
  const outages = calls.length - met.length
  const drafts = met.flatMap(call => toDraft(call, credentials, state))
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: distinct(drafts).map(toInteraction),
    metadata: {
      pactSpecification: { version: '4.0' },
      ...(dropped + outages > 0 && {
        contractDoubles: { ...(dropped > 0 && { dropped }), ...(outages > 0 && { outages }) },
      }),
    },
  }
}

function refuseNameless(party: string, name: string, remedy: string): void {
  if (name.trim() !== '') return
  throw new TypeError(`Failed to export a pact: the ${party} has no name. Give one, ${remedy}.`)
}

/** The first of each that are the same. */
function distinct(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>()
  return drafts.filter(({ identity }) => !seen.has(identity) && seen.add(identity))
}

/** Descriptions have to differ: from the second of the same words on they are numbered. */
function toInteraction(
  { identity, line, providerStates, request, response }: Draft,
  index: number,
  all: readonly Draft[],
): Interaction {
  const nth = all.slice(0, index + 1).filter(other => other.line === line).length
  return {
    type: 'Synchronous/HTTP',
    key: hashOf(identity),
    description: nth === 1 ? line : `${line} (${nth})`,
    pending: false,
    ...(providerStates.length > 0 && { providerStates }),
    request,
    response,
  }
}

/** 64 bits, the same everywhere: two hashes in the manner of FNV-1a, of different primes. */
function hashOf(text: string): string {
  let [one, other] = [0x811c9dc5, 0x811c9dc5]
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  return [one, other].map(half => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
