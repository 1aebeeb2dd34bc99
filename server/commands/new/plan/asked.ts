import type { Field, Shape } from '../document/shape.ts'
import type { PlannedEntity, PlannedReply } from './plan.ts'
import type { Showing } from './showing.ts'

/** What there is to know of an operation to answer it. */
export interface Asked extends Showing {
  readonly method: string
  /** As in the document. */
  readonly path: string
  /** The last parameter of the path, as code names it. */
  readonly param: string | undefined
  /** Those before it, as code names them. */
  readonly parents: readonly string[]
  readonly query: readonly Field[]
  readonly body: Shape | undefined
  readonly replies: readonly PlannedReply[]
  readonly entities: readonly PlannedEntity[]
  /** What the document shows of a reply, by status. */
  example(status: number): unknown
}
