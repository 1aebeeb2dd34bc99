import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod/mini'
import type { OpenApiDocument } from '../../contract/openapi/openapi.ts'
import type { Report } from '../../contract/verify/report/report.ts'
import { toVerdicts, type Verdicts } from '../../contract/verify/report/verdicts.ts'
import { writeWhole } from '../files/writing.ts'
import { messageOf, UsageError } from '../line/usage.ts'

/** Where the verdicts of an API stand, from the working folder. */
const fileOf = (api: string): string => `fixtures/verdicts/${api}.json`

/** When each operation of the API was last seen to hold; nothing where nobody has kept that. */
export async function verdictsOf(api: string): Promise<Verdicts | undefined> {
  const path = fileOf(api)
  try {
    const { data, success } = z.safeParse(Form, JSON.parse(await readFile(path, 'utf8')))
    if (!success) throw new Error('it holds no verdicts')
    return data
  } catch (cause) {
    if (Reflect.get(Object(cause), 'code') === 'ENOENT') return undefined
    throw new UsageError(
      `Failed to read "${path}": ${messageOf(cause)}. Write it anew with verify --record.`,
      { cause },
    )
  }
}

const Form = z.object({
  api: z.string(),
  baseUrl: z.string(),
  operations: z.record(z.string(), z.object({ at: z.string(), held: z.boolean() })),
})

/** Keeps what a report says of each operation, and what was known of the others. */
export async function recordVerdicts(report: Report, at: Date): Promise<string> {
  const path = fileOf(report.api)
  const verdicts = toVerdicts(report, at, (await verdictsOf(report.api))?.operations)
  await mkdir(dirname(path), { recursive: true })
  await writeWhole({ what: 'the verdicts', path }, `${JSON.stringify(verdicts, null, 2)}\n`)
  return path
}

/** A document that tells of each operation when the live one was last seen to do as it says. */
export function validated(
  document: OpenApiDocument,
  verdicts: Verdicts | undefined,
): OpenApiDocument {
  if (!verdicts) return document
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const operations = Object.entries(Object(item)).map(([method, operation]) => {
      const verdict = verdicts.operations[Reflect.get(Object(operation), 'operationId')]
      return [
        method,
        verdict?.held ? { ...Object(operation), 'x-validated-at': verdict.at } : operation,
      ]
    })
    return [path, Object.fromEntries(operations)]
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

/** How much of each API the live one was seen to do as is written, in words, as far as that was kept. */
export async function lastHeldBy(
  apis: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const known = await Promise.all(apis.map(verdictsOf))
  return Object.fromEntries(known.flatMap(one => (one ? [[one.api, inWords(one)] as const] : [])))
}

function inWords({ baseUrl, operations }: Verdicts): string {
  const all = Object.values(operations)
  const held = all.filter(one => one.held).length
  const days = all.map(({ at }) => at.slice(0, 10)).toSorted()
  return `verified: ${held} of ${all.length} operations hold at ${baseUrl}, ${days[0]} to ${days.at(-1)}`
}
