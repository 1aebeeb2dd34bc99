import * as z from 'zod/mini'
import type { Contract } from '../answer/endpoint.ts'
import { counted, mostTold } from '../answer/refusal.ts'
import { check, expecting } from '../check.ts'
import { disguised, type Veiling } from '../double/journal/redaction.ts'
import { hashOf } from '../hash.ts'
import { documentedCredentials, documentedKey } from '../openapi/credentials.ts'
import { type Draft, type Interaction, type Recorded, type States, toDraft } from './interaction.ts'

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
    /** What is missing; absent where nothing is. */
    readonly contractDoubles?: {
      /** How many older calls the journal no longer had. */
      readonly dropped?: number
      /** How many calls were met by a forced outage. */
      readonly outages?: number
      /** Calls that a Pact file cannot tell, each with the reason; of very many the first. */
      readonly leftOut?: readonly string[]
    }
  }
}

/** What a journal knows. */
export interface Recording {
  readonly title: string
  readonly contract: Contract
  readonly calls: readonly Recorded[]
  readonly dropped: number
  readonly veiling: Veiling
}

/**
 * The calls of endpoints as a Pact file: each once, in the order of the journal, in which a double of the same world
 * and seed can be asked them again. What no contract promises is left out: calls that no endpoint takes, statuses that
 * none documents, replies that broke on their way. Values of replies are made up, so only their types count.
 *
 * No secrets get into it. In the place of credentials that were let in stand the documented ones, and in the place of a
 * `password`, a `token` and the like another value of the same type and length, so that the reply is the same.
 *
 * @example toPact(recording, { consumer: 'web-shop', state: ({ params }) => `there is a user ${params.id}` })
 */
export function toPact(
  { title, contract, calls, dropped, veiling }: Recording,
  options: PactOptions,
): Pact {
  const { consumer, provider = title, state } = checked(options)
  refuseNameless('consumer', consumer, 'such as "web-shop"')
  refuseNameless('provider', provider, `or leave it out for "${title}"`)
  const drafting = {
    credentials: documentedCredentials(contract),
    key: documentedKey(contract),
    states: state,
    veiling: { ...veiling, cover: disguised },
  }
  const met = calls.filter(({ entry }) => entry.outage === undefined)
  const outages = calls.length - met.length
  const drafts = met.map(call => toDraft(call, drafting))
  const leftOut = drafts.filter(draft => typeof draft === 'string')
  const missing = {
    ...(dropped > 0 && { dropped }),
    ...(outages > 0 && { outages }),
    ...(leftOut.length > 0 && {
      leftOut: counted(leftOut.slice(0, mostTold), leftOut.length - mostTold),
    }),
  }
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: toInteractions(drafts.filter(draft => typeof draft === 'object')),
    metadata: {
      pactSpecification: { version: '4.0' },
      ...(Object.keys(missing).length > 0 && { contractDoubles: missing }),
    },
  }
}

/** Options as they come without types. */
function checked(options: PactOptions): PactOptions {
  check(Options, options, 'export a pact')
  return options
}

const Options = expecting(
  z.strictObject({
    consumer: expecting(z.string(), 'the name of who asks, such as "web-shop"'),
    provider: z.optional(expecting(z.string(), 'a name')),
    state: z.optional(
      expecting(
        z.union([z.string(), z.custom(value => typeof value === 'function')]),
        'a text, or a function that gives one for a call',
      ),
    ),
  }),
  'an object, as in { consumer: "web-shop" }',
)

function refuseNameless(party: string, name: string, remedy: string): void {
  if (name.trim() !== '') return
  throw new TypeError(`Failed to export a pact: the ${party} has no name. Give one, ${remedy}.`)
}

/**
 * The first of each that are the same. Descriptions have to differ: from the second of the same words on they are
 * numbered.
 */
function toInteractions(drafts: readonly Draft[]): Interaction[] {
  const known = new Set<string>()
  const lines = new Map<string, number>()
  return drafts
    .filter(({ identity }) => !known.has(identity) && known.add(identity))
    .map(draft => {
      const nth = (lines.get(draft.line) ?? 0) + 1
      lines.set(draft.line, nth)
      return toInteraction(draft, nth)
    })
}

const toInteraction = (
  { identity, line, providerStates, request, response }: Draft,
  nth: number,
): Interaction => ({
  type: 'Synchronous/HTTP',
  key: hashOf(identity),
  description: nth === 1 ? line : `${line} (${nth})`,
  pending: false,
  ...(providerStates.length > 0 && { providerStates }),
  request,
  response,
})
