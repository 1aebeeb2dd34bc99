import type { Ask } from '../ask.ts'
import type { Sendable } from '../load/cases.ts'

/** Somebody else who stands in for an API. */
export interface Rival {
  readonly name: string
  /** What npm installs, and the exact version: the last one that runs on Node.js 20. */
  readonly package: string
  readonly version: string
  /** What there is to know of how it is measured. */
  readonly about: string
  /** Whether it may lose what it was told, so that some of it is not there any more when it is deleted. */
  readonly isLossy?: boolean
  /** Writes what it is to hold, so many entities, and gives how it is started, as its users start it. */
  prepare(size: number, folder: string, port: number): Promise<readonly string[]>
  readonly probe: Ask
  sendable(size: number): Sendable
}
