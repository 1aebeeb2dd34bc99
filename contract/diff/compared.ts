import type { CallView } from './calls.ts'
import { type Comparing, createComparing, type Noted, type Pair, toNoted } from './comparing.ts'
import type { ContractDocument } from './document.ts'
import { type OperationView, operationsOf, type ParameterView } from './operations.ts'
import { bodyRules, repliesIn } from './rules/bodies.ts'
import { documentRules, operationsRules } from './rules/documents.ts'
import { operationRules } from './rules/operations.ts'
import type { Rule } from './rules/rule.ts'

/** Two documents side by side. */
export interface ComparedDocuments {
  /** By method and path, as the document before has them. */
  readonly before: ReadonlyMap<string, OperationView>
  /** The operations of both, by the same. */
  readonly operations: ReadonlyMap<string, Compared>
  /** What is about the documents themselves, with the operations that it concerns. */
  readonly noted: readonly { readonly noted: Noted; readonly of: readonly string[] | undefined }[]
}

/** An operation that both documents have. */
export interface Compared {
  readonly name: string
  readonly before: OperationView
  readonly noted: readonly Noted<CallView>[]
  /** The schemas of its parameters, its bodies, its replies. */
  readonly roots: readonly Root[]
}

/** Where a schema of an operation begins. */
export interface Root {
  readonly pair: Pair
  readonly of:
    | { readonly parameter: ParameterView }
    | { readonly body: string }
    | { readonly status: string }
}

export function compareDocuments(
  before: ContractDocument,
  after: ContractDocument,
): ComparedDocuments {
  const comparing = createComparing(before, after)
  const [were, are] = [operationsOf(before), operationsOf(after)]
  const operations = [...were].flatMap(([key, was]) => {
    const is = are.get(key)
    return is ? [[key, toCompared(comparing, was, is)] as const] : []
  })
  return {
    before: were,
    operations: new Map(operations),
    noted: [...foundBy(documentRules, before, after), ...foundBy(operationsRules, were, are)],
  }
}

const foundBy = <Subject>(rules: readonly Rule<Subject>[], before: Subject, after: Subject) =>
  rules.flatMap(rule =>
    rule.find(before, after, 'reply').map(one => ({
      noted: toNoted(rule, one, 'reply', one.at ?? ''),
      of: one.of,
    })),
  )

function toCompared(comparing: Comparing, before: OperationView, after: OperationView): Compared {
  const noted = [...operationRules, ...bodyRules].flatMap(rule =>
    rule.find(before, after, 'request').map(one => toNoted(rule, one, 'request', one.at ?? '')),
  )
  const parameters = shared(before.parameters, after.parameters).map(([, was, is]) => ({
    pair: comparing.sent({ before: was.schema, after: is.schema }, `${is.in} "${is.name}"`),
    of: { parameter: is },
  }))
  const bodies = shared(before.body?.content, after.body?.content).map(([type, was, is]) => ({
    pair: comparing.sent({ before: was, after: is }, 'request'),
    of: { body: type },
  }))
  const replies = repliesIn(before, after).flatMap(([status, was, is]) =>
    shared(was.content, is.content).map(([, one, other]) => ({
      pair: comparing.answered({ before: one, after: other }, `reply ${status}`),
      of: { status },
    })),
  )
  return { name: after.name, before, noted, roots: [...parameters, ...bodies, ...replies] }
}

/** What both have under the same key. */
const shared = <Value>(
  before: ReadonlyMap<string, Value> = new Map(),
  after: ReadonlyMap<string, Value> = new Map(),
): (readonly [key: string, before: Value, after: Value])[] =>
  [...before].flatMap(([key, was]) => {
    const is = after.get(key)
    return is === undefined ? [] : [[key, was, is] as const]
  })
