import type { Apis } from '../contract/api.ts'
import type { Double } from '../contract/double/double.ts'
import type { WorldChoiceOf } from '../contract/double/doubles.ts'
import type { Message } from '../contract/double/outbox.ts'

/** A double as it is served. */
export interface ServedDouble extends Double<unknown, WorldChoiceOf<Apis>> {
  /** The messages that the API would have sent, where it sends any. */
  readonly outbox?: readonly Message[]
}
