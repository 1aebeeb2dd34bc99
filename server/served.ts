import type { Double } from '../contract/double/double.ts'
import type { Message } from '../contract/double/outbox.ts'
import type { WorldChoice } from '../handlers/index.ts'

/** A double as it is served. */
export interface ServedDouble extends Double<unknown, WorldChoice> {
  /** The messages that the API would have sent, where it sends any. */
  readonly outbox?: readonly Message[]
}
