import { brief } from '../verify/run.ts'
import type { TrafficFinding } from './report.ts'

/** A finding before it is known whether there was another like it. */
export type NewFinding = Omit<TrafficFinding, 'times' | 'first'>

/** Each finding once, and how many calls have shown it; of very many kinds the first. */
export interface Findings {
  /** Adds what a call has shown; gives what no other has shown before. Its line is only written for that. */
  add(
    found: readonly NewFinding[],
    shown: { readonly at: Date; line(): string },
  ): readonly TrafficFinding[]
  all(): TrafficFinding[]
  /** How many calls have shown something for which there was no more room. */
  more(): number
}

/** No report is longer: whoever has so much to mend begins with that. */
const most = 500

export function createFindings(): Findings {
  const known = new Map<
    string,
    { readonly finding: NewFinding; readonly first: string; times: number }
  >()
  let more = 0
  const addOne = (found: NewFinding, at: Date, line: () => string): TrafficFinding[] => {
    const key = JSON.stringify([found.kind, found.operation, found.title, expectedOf(found)])
    const same = known.get(key)
    if (same) {
      same.times += 1
      return []
    }
    if (known.size >= most) {
      more += 1
      return []
    }
    const finding = { ...found, operation: brief(found.operation, 200), curl: line() }
    const one = { finding, first: at.toISOString(), times: 1 }
    known.set(key, one)
    return [toFinding(one)]
  }
  return {
    add: (found, { at, line }) => found.flatMap(one => addOne(one, at, line)),
    all: () => [...known.values()].map(toFinding),
    more: () => more,
  }
}

/** What may have been meant by a path is no part of what is wrong with it. */
const expectedOf = ({ kind, expected }: NewFinding): string =>
  kind === 'violation' ? '' : expected

const toFinding = ({
  finding,
  first,
  times,
}: {
  readonly finding: NewFinding
  readonly first: string
  readonly times: number
}): TrafficFinding => ({ ...finding, times, first })
