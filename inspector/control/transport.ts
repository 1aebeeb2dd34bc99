import type { Asking } from '../../contract/control/asking.ts'
import type { LiveEvent } from '../../contract/control/declaring.ts'

/** Whether what happens is told, or is waited for. */
export type Liveness = 'live' | 'waiting'

/** What to look on at. */
export interface Looking {
  readonly session: string | undefined
  /** The calls of all sessions. */
  readonly everywhere: boolean
}

/** Who is told what happens. */
export interface Onlooker {
  tell(event: LiveEvent): void
  turn(to: Liveness, why?: string): void
}

/** The control API, wherever it is: all that the inspector knows and does goes through it. */
export interface Transport {
  /** Where it is: behind a server, or in this page. */
  readonly kind: 'server' | 'page'
  readonly ask: Asking
  /** Tells what happens until it is stopped; breaks off are its own to mend. */
  watch(at: Looking, onlooker: Onlooker): () => void
  /** Shows another token from now on, where one is needed. */
  show?(token: string): void
}
