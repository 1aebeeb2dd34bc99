import type { Direction, Verdict } from '../change.ts'

/** What a rule has found of two that were compared. */
export interface Difference<Touched = unknown> {
  /** Where within them: `.email`. */
  readonly at?: string
  /** Of a document: the operations that it is about; without them it is about all. */
  readonly of?: readonly string[]
  readonly before?: unknown
  readonly after?: unknown
  /** Where the rule's own does not fit. */
  readonly verdict?: Verdict
  /** Whether what was recorded there would no longer do; without it, whatever was. */
  readonly breaks?: (recorded: Touched) => boolean
}

/** What a rule says by itself: its id, its sentence, and its verdict for what is sent and for what is answered. */
export interface RuleWords {
  readonly id: string
  readonly says: string
  readonly verdict: Verdict | Readonly<Record<Direction, Verdict>>
  /** Where the verdict is another one: `breaking where it was always there`. */
  readonly unless?: string
}

/** A rule, and how it finds a change. */
export interface Rule<Subject, Touched = unknown> extends RuleWords {
  find(before: Subject, after: Subject, direction: Direction): readonly Difference<Touched>[]
}

/** What takes less than before: a request that was right may no longer be, a reply has nothing new. */
export const less = { request: 'breaking', reply: 'harmless' } as const

/** What takes more than before: a request is still right, a reply may have what nobody has reckoned with. */
export const more = { request: 'harmless', reply: 'breaking' } as const

/** One difference, or none. */
export const foundIf = <Touched>(
  isFound: boolean,
  difference: Difference<Touched> = {},
): readonly Difference<Touched>[] => (isFound ? [difference] : [])

/** The names of the one that the other has not. */
export const missingIn = (names: readonly string[], other: readonly string[]): string[] => {
  const known = new Set(other)
  return names.filter(name => !known.has(name))
}
