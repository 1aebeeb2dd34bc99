import type { Shape } from '../document/shape.ts'
import type { Source } from '../document/source.ts'
import type { Components } from './components.ts'
import { mostOf } from './names.ts'

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
  const refusals = operations.flatMap(({ replies, body }) =>
    replies.filter(({ status }) => /^(4|5|DEFAULT)/.test(status)).map(one => ({ ...one, body })),
  )
  const withBody = refusals.filter(({ body }) => body !== undefined)
  const often = (wanted: string) => withBody.filter(({ status }) => status === wanted).length
  const invalid = often('422') >= often('400') ? 422 : 400
  const told = refusals.filter(({ schema }) => schema !== undefined)
  const most = mostOf(told.map(({ schema }) => JSON.stringify(schema)))
  if (most === undefined) return { shape: usual, schemas: [], isTold: false, invalid }
  const schema = told.find(one => JSON.stringify(one.schema) === most)?.schema
  const shape = components.read(schema, 'answered', 'a refusal')
  return { shape, schemas: [most], isTold: true, invalid }
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
