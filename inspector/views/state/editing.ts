import type { EntityRow } from '../../control/inspection.ts'

/** An entity that is edited, or a new one, like another or from nothing. */
export type Editing =
  | { readonly kind: 'change'; readonly row: EntityRow }
  | { readonly kind: 'add' }
