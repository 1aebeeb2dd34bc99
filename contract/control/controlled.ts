import { shown } from '../answer/refusal.ts'
import type { Apis } from '../api.ts'
import type { Double } from '../double/double.ts'
import type { WorldChoiceOf } from '../double/doubles.ts'
import type { Journal } from '../double/journal/journal.ts'
import type { Message } from '../double/outbox.ts'
import type { Session, Sessions } from '../double/sessions/sessions.ts'
import { doublesIn, type OneOrMore } from '../double/several.ts'
import type { OpenApiDocument } from '../openapi/openapi.ts'
import type { Readings } from '../readings/reading.ts'

/** A double as it is served. */
export interface ServedDouble extends Double<unknown, WorldChoiceOf<Apis>> {
  /** The messages that the API would have sent, where it sends any. */
  readonly outbox?: readonly Message[]
}

/** The doubles in what somebody has, as they are controlled; throws where there is none. */
export const servedIn = (given: OneOrMore): readonly ServedDouble[] =>
  // Whoever has a double of any API has all of it, and each minds the worlds of its own.
  doublesIn(given) as unknown as readonly ServedDouble[]

/** The worlds that doubles can be put into while they are served. */
export interface Worlds {
  readonly names: readonly string[]
  named(name: string): Promise<WorldChoiceOf<Apis>>
}

/** The readings of an API with their words, by its name. */
export type Words = (api: string) => Promise<Readings>

/** What is controlled. */
export interface Controlled {
  readonly doubles: readonly ServedDouble[]
  readonly worlds: Worlds
  readonly words: Words
  /** What keeps the calls that are no API's. */
  readonly strangers: { readonly journal: Journal }
}

/** A text that is sent as it is. */
export interface ControlFile {
  /** Its media type. */
  readonly type: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Whoever serves the doubles. */
export interface ControlHost {
  /** The version of this package. */
  readonly version: string
  readonly sessions: Sessions
  /**
   * What a session has, or without a name what everybody has who names none. Throws a `TypeError` where there is no such
   * session: `Failed to <doing>: there is no session "x". …`
   */
  controlled(session: string | undefined, doing: string): Controlled
  /** What a session has, for who only looks on: it is not used by that. */
  seen(session: Session): Controlled
  /** Builds the values of one made-up entity, where there is a factory for it. */
  factory?(api: string, entity: string): Promise<(() => object) | undefined>
  /** The page of the inspector, where there is one. */
  inspectorPage(): ControlFile
  /** A file that it loads, if there is one of that name. */
  inspectorFile(name: string): Promise<ControlFile | undefined>
  /** The page that shows the documents of these doubles, and of this session. */
  docsPage(doubles: readonly ServedDouble[], session: string | undefined): ControlFile
  /** A file that the page loads, if there is one of that name. */
  docsFile(name: string): Promise<ControlFile | undefined>
  /** A document with what is known of when the live API was last seen to do as it says. */
  validated(document: OpenApiDocument, api: string): Promise<OpenApiDocument>
}

/** The double of a name, or all without one. */
export function chosenFrom(
  doubles: readonly ServedDouble[],
  api: string | undefined,
  doing: string,
): readonly ServedDouble[] {
  if (api === undefined) return doubles
  const chosen = doubles.filter(({ name }) => name === api)
  if (chosen.length > 0) return chosen
  throw new TypeError(
    `Failed to ${doing}: there is no API "${shown(api)}". Choose from ${namesOf(doubles)}.`,
  )
}

export const namesOf = (doubles: readonly ServedDouble[]): string =>
  doubles.map(({ name }) => name).join(', ')
