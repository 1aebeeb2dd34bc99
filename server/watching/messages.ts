import { extname } from 'node:path'
import { fromHere } from '../here.ts'
import type { Holdings } from './holdings.ts'
import type { Seen } from './look.ts'

/** What a server is told before it listens. */
export interface Before {
  /** Where the one before it listened; there is none before the first. */
  readonly port?: number
  /** What lets other machines control the doubles where nobody has said so: the same after each restart. */
  readonly token: string
  /** What the one before it held. */
  readonly held?: Holdings
}

/** What a supervisor tells its server. */
export type Order = { readonly before: Before } | 'hand over' | 'stop'

/** What a server tells its supervisor. */
export interface Report {
  /** Files besides its modules. */
  readonly seen?: readonly Seen[]
  readonly listening?: Listening
  readonly held?: Holdings
}

export interface Listening {
  readonly port: number
  /** Whether its log is JSON. */
  readonly json: boolean
}

/** What a server that is watched loads first, as an argument of Node.js. By it a process knows that it is one. */
export const preload = fromHere(`./watching/preload${extname(import.meta.url)}`).href
