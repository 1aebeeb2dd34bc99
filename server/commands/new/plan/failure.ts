import type { Shape } from '../document/shape.ts'
import type { Source } from '../document/source.ts'
import type { Components } from './components.ts'

/** How an API says no, as far as its document tells it. */
export interface Failure {
  readonly shape: Shape
  /** The schemas that are this one. */
  readonly schemas: readonly string[]
  /** Whether the document tells it. */
  readonly isTold: boolean
  /** The status of a field that breaks a rule. */
  readonly invalid: number
}

/** The body that most refusals have. */
export function failureOf({ operations }: Source, components: Components): Failure {
  const counts = new Map<string, { readonly schema: unknown; readonly count: number }>()
  const statuses = new Map<string, number>()
  for (const { replies, body } of operations) {
    for (const { status, schema } of replies) {
      if (!/^(4|5|DEFAULT)/.test(status)) continue
      if (body) statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (schema === undefined) continue
      const key = JSON.stringify(schema)
      counts.set(key, { schema, count: (counts.get(key)?.count ?? 0) + 1 })
    }
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b.count - a.count)
  const invalid = (statuses.get('422') ?? 0) >= (statuses.get('400') ?? 0) ? 422 : 400
  if (first === undefined) return { shape: usual, schemas: [], isTold: false, invalid }
  const shape = components.read(first[1].schema, 'answered', 'a refusal')
  return { shape, schemas: [first[0]], isTold: true, invalid }
}

/** Where nothing is told of it. */
const usual: Shape = {
  kind: 'object',
  isStrict: true,
  fields: [
    {
      name: 'error',
      isRequired: true,
      shape: { kind: 'text', words: 'Why the request was turned away.' },
    },
  ],
}
