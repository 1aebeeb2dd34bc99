import type { Reply } from '../../answer/endpoint.ts'
import type { Delivery, Journey } from '../delivery.ts'

/** What is done to a call, by an override, a preference or the settings. */
export interface Forced extends Journey {
  /** In the place of the double's own; without one the double answers as ever. */
  readonly reply?: Delivery | undefined
  readonly headers?: Reply['headers']
  /** What of a preference was done, for its sender to know: `code=400, wait=2`. */
  readonly applied?: string
}
