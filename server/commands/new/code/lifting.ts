import { createNamer, toPascal } from '../plan/names.ts'
import type { Plan, PlannedOperation, PlannedReply, Said } from '../plan/plan.ts'
import { type Code, literal, object, plain } from './expressions.ts'
import { type Doc, linesOf, mostLines } from './layout.ts'
import { schemaOf } from './shapes.ts'
import { broken } from './statements.ts'

/** What is shorter stays where it is. */
const fewLines = 4

/** What an operation answers, and what stands before the operation. */
export interface Lifted {
  readonly before: readonly Doc[]
  readonly body: Code | undefined
  /** The reply whose schema has a name of its own now. */
  readonly named: { readonly status: number; readonly schema: string } | undefined
}

/** What is answered, as code; the fixed parts of a long answer get a name. */
export function liftedOf(plan: Plan, operation: PlannedOperation): Lifted {
  const { answer, replies } = operation
  const { body } = answer
  if (body === undefined) return { before: [], body: undefined, named: undefined }
  const whole = saidCode(body)
  const reply = replies.find(({ status }) => status === answer.status)
  const lines = answer.act === 'example' ? 0 : linesOf(whole.doc, 3) + answer.lines.length
  if (lines <= mostLines || reply?.shape === undefined)
    return { before: [], body: whole, named: undefined }
  return lifting(plan, operation, reply, body)
}

function lifting(plan: Plan, { name }: PlannedOperation, reply: PlannedReply, body: Said): Lifted {
  const { status, shape = { kind: 'anything' } } = reply
  const free = createNamer(plan.components.keys())
  const isNamed = shape.kind === 'named' && !shape.isNullable
  const schema = isNamed ? shape.name : free(`${toPascal(name)}Reply`)
  const before: Doc[] = isNamed ? [] : [[`const ${schema} = `, schemaOf(shape).doc]]
  const lift = (said: Said, place: string, called: string): Code => {
    const code = saidCode(said)
    if (!('value' in said) || linesOf(code.doc, 3) < fewLines) return code
    before.push([`const ${called}: z.output<typeof ${schema}>${place} = `, code.doc])
    return plain(called)
  }
  const code =
    'fields' in body
      ? object(
          body.fields.map(([key, inner]) => [
            key,
            lift(inner, `[${JSON.stringify(key).replaceAll('"', "'")}]`, `${name}${toPascal(key)}`),
          ]),
        )
      : lift(body, '', `${name}Shown`)
  return { before, body: code, named: isNamed ? undefined : { status, schema } }
}

function saidCode(body: Said): Code {
  if ('code' in body) return { doc: broken(body.code) }
  if ('value' in body) return literal(body.value)
  return object(body.fields.map(([name, inner]) => [name, saidCode(inner)]))
}
