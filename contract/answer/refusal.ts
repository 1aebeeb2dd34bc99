/** One thing wrong with what was sent. */
export interface Issue {
  readonly in: 'query' | 'body'
  /** The field, its segments joined by dots: `items.0.id`. */
  readonly path: string
  /** The rule that it breaks: `required`, `type`, `min`, `max`, `option`, `format`, or one of the API's own. */
  readonly rule: string
  /** What the rule asks for: a type's name, a length, the options. */
  readonly wanted?: unknown
  readonly sent: unknown
}

/** How many of a kind are told one by one: issues of a refusal, sentences of a journal's entry, calls in a message. */
export const mostTold = 20

/** What there is to tell, and how many more there are. */
export const counted = (sentences: readonly string[], more = 0): string[] =>
  more > 0 ? [...sentences, `And ${more} more.`] : [...sentences]

/** Every reason to turn a request away. A dialect words them all. */
export type Refusal =
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | {
      readonly kind: 'unauthenticated'
      readonly credentials: 'missing' | 'wrong'
      readonly sent?: string
    }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'missing'; readonly resource: string; readonly id: string }
  | { readonly kind: 'malformed'; readonly detail: string }
  | {
      readonly kind: 'invalid'
      /** No more than `mostTold` of them. */
      readonly issues: readonly Issue[]
      /** How many there are besides. */
      readonly more?: number
    }
  | {
      readonly kind: 'unprocessable'
      readonly code: string
      readonly detail: string
      readonly param?: string
    }
  | { readonly kind: 'too-large'; readonly limit: number }
  | {
      readonly kind: 'too-many'
      readonly limit: number
      /** Seconds until the next request is answered, and when that is in seconds since 1970. */
      readonly retryAfter: number
      readonly reset: number
    }

/**
 * Thrown by whatever turns a request away; the dialect words it.
 *
 * @example new Refused({ kind: 'missing', resource: 'todo', id: '7' }).message // => Refused: missing
 */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`Refused: ${refusal.kind}`)
    this.refusal = refusal
  }
}

/**
 * The entity, or the refusal that there is none of this id.
 *
 * @example found({ title: 'Buy milk' }, 'todo', '1').title // => Buy milk
 */
export function found<Entity>(entity: Entity | undefined, resource: string, id: string): Entity {
  if (entity === undefined) throw new Refused({ kind: 'missing', resource, id })
  return entity
}

/** A value that was sent, short enough for a message. */
export function shown(sent: unknown): string {
  if (typeof sent === 'object' && sent !== null) return Array.isArray(sent) ? 'array' : 'object'
  const text = String(sent)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
