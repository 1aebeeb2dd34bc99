import type { Json } from '../../../contract/json.ts'
import { readDocument } from '../../documents/reading.ts'
import { createProgress } from '../../line/progress.ts'
import { createLosses } from './document/losses.ts'
import { toSource } from './document/source.ts'
import { firstDocument } from './first-document.ts'
import { toPlan } from './plan/assemble.ts'
import type { Corrections } from './plan/entities.ts'
import type { Plan } from './plan/plan.ts'

/** What an API is made of. */
interface Wanted {
  readonly name: string
  readonly openapi: string | undefined
  readonly har: string | undefined
  readonly corrections: Corrections
}

/** A plan, and the document that it was made of. */
export interface Made {
  readonly plan: Plan
  readonly document: Json
  /** Whether the document is a person's, and not made here. */
  readonly isGiven: boolean
  /** The file of the document, if it is one that can be compared with what was made of it. */
  readonly file: string | undefined
}

export async function planOf({ name, openapi, har, corrections }: Wanted): Promise<Made> {
  const progress = createProgress(process.stderr)
  try {
    progress.watch('reading the document', 0, 3)
    const document = await documentFor({ name, openapi, har })
    const losses = createLosses()
    const source = toSource(openapi ?? har ?? name, document, losses)
    progress.watch(`planning ${source.operations.length} operations`, 1, 3)
    const { createFaker } = await import('../../../factories/faker.ts')
    const plan = toPlan(source, losses, { name, corrections, faker: createFaker(1)(name, 0) })
    const file = openapi === '-' ? undefined : openapi
    return { plan, document, isGiven: (openapi ?? har) !== undefined, file }
  } finally {
    progress.end()
  }
}

async function documentFor({ name, openapi, har }: Omit<Wanted, 'corrections'>): Promise<Json> {
  if (openapi !== undefined) return readDocument(openapi)
  if (har === undefined) return firstDocument(name)
  const { documentOfHar } = await import('./document/har.ts')
  return documentOfHar(har)
}
