import { createRequire } from 'node:module'
import type { ContractDocument } from '../../../contract/diff/document.ts'
import { basePathIn } from '../../../contract/diff/rules/documents.ts'
import { isSecretPath, veil, veiling } from '../../../contract/double/journal/redaction.ts'
import { viewOf } from '../../../contract/double/journal/view.ts'
import type { CheckedInteraction, PactFinding } from '../../../contract/pact/checked.ts'
import type { ReadPact } from '../../../contract/pact/reading.ts'
import { inShort } from '../../../contract/reporting/text.ts'
import { UsageError } from '../../line/usage.ts'

/** What the comparator finds, as far as it is told here. */
interface Result {
  readonly code: string
  readonly message: string
  readonly type: 'error' | 'warning'
  readonly mockDetails?: { readonly location: string; readonly value?: unknown }
  readonly specDetails?: { readonly pathMethod?: string | null; readonly pathName?: string | null }
}

/** As far as it is used here: its own types name modules that no ES module finds. */
export interface Comparing {
  readonly Comparator: new (document: unknown) => { compare(pact: unknown): AsyncIterable<Result> }
}

const engine = '@pactflow/openapi-pact-comparator'

/** Installed by whoever wants it: it weighs as much as all of ours. Throws a sentence where it is not there. */
export function loadComparator(): Comparing {
  try {
    return createRequire(import.meta.url)(engine)
  } catch (cause) {
    throw new UsageError(
      `Failed to check a pact: "${engine}" is not installed. Install it beside contract-doubles (npm install --save-dev ${engine}).`,
      { cause },
    )
  }
}

/** Holds the interactions of a pact to a document. */
export async function compared(
  { interactions }: ReadPact,
  document: ContractDocument,
  { Comparator }: Comparing,
): Promise<CheckedInteraction[]> {
  // It does not read the servers of OpenAPI 3: where their paths begin has to be told apart.
  const { root } = document
  const info = { ...Object(root.info), 'x-opc-config-base-path': basePathIn(document) }
  const found = interactions.map((): PactFinding[] => [])
  // In the form of version 3, whatever it was written in.
  const pact = {
    interactions: interactions.map(({ description, response, ...request }) => ({
      ...{ description, request, response },
    })),
  }
  for await (const result of new Comparator({ ...root, info }).compare(pact)) {
    const [, nth = '0', place = ''] =
      /\.interactions\[(\d+)\]\.?(.*)$/.exec(result.mockDetails?.location ?? '') ?? []
    found[Number(nth)]?.push(toFinding(result, place))
  }
  return interactions.map(({ description }, nth) => ({ description, findings: found[nth] ?? [] }))
}

/** How much of a message is told: it may quote what a pact has. */
const messageLength = 300

function toFinding(
  { code, message, type, mockDetails, specDetails }: Result,
  place: string,
): PactFinding {
  const { pathMethod: method, pathName: path } = specDetails ?? {}
  const told = mockDetails?.value
  const value = isSecretPath(place) ? veil : viewOf(told, veiling()).value
  return {
    ...{ kind: type === 'error' ? 'fault' : 'warning', code },
    ...{ message: message.slice(0, messageLength), place },
    ...(told !== undefined && { value: inShort(value) }),
    ...(method && path && { contract: `${method.toUpperCase()} ${path}` }),
  }
}
