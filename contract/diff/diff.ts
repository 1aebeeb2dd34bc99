import { inShort } from '../reporting/text.ts'
import type { RecordedCall } from './calls.ts'
import type { Change, Found, Verdict } from './change.ts'
import { type Compared, compareDocuments } from './compared.ts'
import type { Noted, Pair } from './comparing.ts'
import type { ContractDocument } from './document.ts'
import { wholeRules } from './rules/documents.ts'
import { createWeighing } from './weighing.ts'

/** Two documents of one API, or one that the other side has not. */
export interface Documents {
  /** What both go by: a file's name. */
  readonly name: string
  readonly before?: ContractDocument
  readonly after?: ContractDocument
}

/** What changed in one document. */
export interface DocumentDiff {
  readonly title: string
  /** The worst first. */
  readonly changes: readonly Change[]
}

/** What changed between two contracts: plain JSON. */
export interface Diff {
  readonly before: string
  readonly after: string
  readonly counts: Readonly<Record<Verdict, number>>
  readonly documents: readonly DocumentDiff[]
  /** What the changes do to recorded calls; absent where none were given. */
  readonly weighed?: Weighed
}

interface Weighed {
  readonly calls: number
  /** Calls that are none of the contract before. */
  readonly strange: number
  /** Calls that a breaking change breaks. */
  readonly broken: number
  /** Calls that none breaks for certain, and a change may. */
  readonly perhaps: number
}

/** What is compared, and with what it is weighed. */
interface Given {
  /** What each side is called: a file, a folder, a revision. */
  readonly before: string
  readonly after: string
  readonly documents: readonly Documents[]
  readonly recorded?: readonly RecordedCall[]
}

/**
 * What changed for a consumer between two contracts, and which recorded calls it breaks. Throws a sentence where a
 * document refers to what is not there.
 *
 * @example diff({ before: 'v1', after: 'v2', documents: [{ name: 'a', before, after }] }).counts.breaking // 0
 */
export function diff({ before, after, documents, recorded }: Given): Diff {
  const parts = documents.map(pair => diffOf(pair, recorded))
  const changes = parts.flatMap(part => part.document.changes)
  const count = (verdict: Verdict) => changes.filter(one => one.verdict === verdict).length
  return {
    ...{ before, after },
    counts: {
      breaking: count('breaking'),
      perhaps: count('perhaps'),
      harmless: count('harmless'),
    },
    documents: parts.map(({ document }) => document),
    ...(recorded && { weighed: weighedOf(recorded, parts) }),
  }
}

interface Part {
  readonly document: DocumentDiff
  /** The recorded calls of its operations, each with the changes that break it, or may. */
  readonly broken: ReadonlyMap<RecordedCall, readonly Found[]>
}

function diffOf(
  { name, before, after }: Documents,
  recorded: readonly RecordedCall[] | undefined,
): Part {
  if (!before || !after) return whole(name, before, after)
  const compared = compareDocuments(before, after)
  const collected = createCollection(recorded !== undefined)
  for (const { noted, of = [] } of compared.noted) collected.add(noted, of)
  for (const operation of compared.operations.values()) {
    for (const noted of notedIn(operation)) collected.add(noted, [operation.name])
  }
  const weighing = createWeighing(before, compared)
  const broken = new Map(
    (recorded ?? []).flatMap(call => {
      const found = weighing(call)?.filter(({ verdict }) => verdict !== 'harmless')
      return found ? [[call, found] as const] : []
    }),
  )
  for (const [call, found] of broken) for (const one of found) collected.breaks(one, call)
  return { document: { title: after.title, changes: collected.changes() }, broken }
}

/** A document that only one side has is one change. */
function whole(name: string, before?: ContractDocument, after?: ContractDocument): Part {
  const title = (before ?? after)?.title ?? name
  const { id, ...rule } = before ? wholeRules.removed : wholeRules.added
  const change: Change = { rule: id, ...rule, place: name, operations: [] }
  return { document: { title, changes: [change] }, broken: new Map() }
}

/** All changes of an operation: its own, and those of every schema that can be reached from it, each once. */
function notedIn({ noted, roots }: Compared): Found[] {
  const seen = new Set<Pair>(roots.map(({ pair }) => pair))
  // A set is gone through with what is added meanwhile.
  for (const pair of seen) for (const { pair: below } of pair.below()) seen.add(below)
  return [...noted, ...[...seen].flatMap((pair): readonly Noted[] => pair.noted)]
}

const order: readonly Verdict[] = ['breaking', 'perhaps', 'harmless']

/** What is the same at the same place is one change, of all the operations that it concerns. */
function createCollection(isWeighed: boolean) {
  const known = new Map<
    string,
    { readonly found: Found; readonly operations: Set<string>; readonly calls: Set<RecordedCall> }
  >()
  return {
    add(found: Found, operations: readonly string[]) {
      const key = keyOf(found)
      const entry = known.get(key) ?? { found, operations: new Set(), calls: new Set() }
      for (const name of operations) entry.operations.add(name)
      known.set(key, entry)
    },
    breaks(found: Found, call: RecordedCall) {
      known.get(keyOf(found))?.calls.add(call)
    },
    changes(): Change[] {
      const all = [...known.values()].map(({ found, operations, calls }) => ({
        ...toChange(found, [...operations]),
        ...(isWeighed && { calls: [...calls].map(({ name }) => name) }),
      }))
      return order.flatMap(verdict => all.filter(change => change.verdict === verdict))
    },
  }
}

const keyOf = ({ rule, verdict, place, before, after }: Found): string =>
  JSON.stringify([rule, verdict, place, before, after])

function toChange(
  { rule, verdict, says, place, before, after }: Found,
  operations: readonly string[],
): Change {
  return {
    ...{ rule, verdict, says, place },
    ...(before !== undefined && { before: inShort(before) }),
    ...(after !== undefined && { after: inShort(after) }),
    operations,
  }
}

function weighedOf(recorded: readonly RecordedCall[], parts: readonly Part[]): Weighed {
  const verdicts = recorded.map(call => {
    const found = parts.flatMap(({ broken }) => broken.get(call) ?? [])
    if (found.length === 0) return parts.some(({ broken }) => broken.has(call)) ? 'fine' : 'strange'
    return found.some(({ verdict }) => verdict === 'breaking') ? 'breaking' : 'perhaps'
  })
  const count = (verdict: string) => verdicts.filter(one => one === verdict).length
  return {
    calls: recorded.length,
    strange: count('strange'),
    broken: count('breaking'),
    perhaps: count('perhaps'),
  }
}
