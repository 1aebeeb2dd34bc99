import type { Sessions } from '../double/sessions/sessions.ts'
import type { Watched } from './watch.ts'

/** A double, or all of them as one, with sessions. */
interface Lendable extends Watched {
  session(name: string): this
  readonly sessions: Sessions
}

/** What each test gets one of its own of: a double that is made for it, or a session of one that there is. */
export type Lender<D extends Watched> = (() => D) | (D & Lendable)

/** A double for one test. */
interface Lent<D> {
  readonly double: D
  /** The test has ended. */
  giveBack(): void
}

/** Lends each test a double of its own. */
export function createLending<D extends Watched>(lender: Lender<D>): () => Lent<D> {
  if (typeof lender === 'function') return () => ({ double: lender(), giveBack: () => {} })
  const { sessions } = lender
  let lent = 0
  const nameNext = (): string => {
    lent += 1
    const name = `test-${lent}`
    return sessions.find(name) ? nameNext() : name // somebody else lends sessions of it too
  }
  return () => {
    const name = nameNext()
    return { double: lender.session(name), giveBack: () => void sessions.drop(name) }
  }
}
