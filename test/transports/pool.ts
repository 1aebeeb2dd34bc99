import type { Double, WorldChoice } from '../../handlers/index.ts'
import type { Case } from '../cases/case.ts'
import { doubleOf } from './transport.ts'

type Held = Double<unknown, WorldChoice>

/** Lends doubles, each with what a transport has put around it. */
export interface Pool<Stand> {
  /** Runs with a stand whose double is as the case wants it, and the case's alone for so long. */
  lend(subject: Case, run: (stand: Stand) => Promise<void>): Promise<void>
}

/** To make a double takes longer than most cases do: one that is free again is reset, and used again. */
export function createPool<Stand>(stand: (double: Held) => Stand | Promise<Stand>): Pool<Stand> {
  const free = new Map<string, { readonly double: Held; readonly stand: Stand }[]>()
  const made = async ({ world: _, ...subject }: Case) => {
    const double = doubleOf(subject)
    return { double, stand: await stand(double) }
  }
  return {
    async lend(subject, run) {
      const kind = [subject.api, subject.fidelity, subject.rateLimit].join()
      const idle = free.get(kind) ?? []
      free.set(kind, idle)
      const lent = idle.pop() ?? (await made(subject))
      lent.double.reset(subject.world ?? 'documented')
      await run(lent.stand)
      // Not after a failure, which may have left something behind.
      idle.push(lent)
    },
  }
}
