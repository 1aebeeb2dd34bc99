import type { Field, Kind, Shape } from '../document/shape.ts'
import { array, type Code, call, literal, object, plain, text } from './expressions.ts'
import { choice, type Doc, hardline, indent, willBreak } from './layout.ts'

/** The code of a shape, as zod has it. */
export function schemaOf(shape: Shape): Code {
  const own = kindCode(shape)
  return shape.isNullable ? call('z.nullable', [own]) : own
}

function kindCode(shape: Kind): Code {
  switch (shape.kind) {
    case 'text':
      return checked(plain('.string()'), [
        bound('minLength', shape.min),
        bound('maxLength', shape.max),
        shape.pattern === undefined
          ? undefined
          : call('z.regex', [plain(`/${new RegExp(shape.pattern).source}/`)]),
      ])
    case 'number':
      return checked(plain(shape.isWhole ? '.int()' : '.number()'), [
        bound('gte', shape.min),
        bound('lte', shape.max),
        bound('gt', shape.above),
        bound('lt', shape.below),
        bound('multipleOf', shape.step),
      ])
    case 'truth':
      return plain('z.boolean()')
    case 'choice':
      return choiceOf(shape.values)
    case 'list':
      return checked(call('.array', [schemaOf(shape.of)]), [
        bound('minLength', shape.min),
        bound('maxLength', shape.max),
      ])
    case 'object':
      return call(shape.isStrict ? 'z.strictObject' : 'z.object', [fieldsOf(shape.fields)])
    case 'map':
      return call('z.record', [plain('z.string()'), schemaOf(shape.of)])
    case 'either':
      return call('z.union', [array(shape.of.map(schemaOf))])
    case 'named':
      return plain(shape.name)
    case 'null':
      return plain('z.null()')
    default:
      return plain('z.unknown()')
  }
}

type Check = Code | undefined

const bound = (name: string, value: number | undefined): Check =>
  value === undefined ? undefined : call(`z.${name}`, [plain(String(value))])

/** A kind of zod's with its checks, in one line where they fit in it. */
function checked({ doc }: Code, checks: readonly Check[]): Code {
  const own = checks.filter(one => one !== undefined)
  if (own.length === 0) return { doc: ['z', doc] }
  const check = call('.check', own).doc
  const below: Doc = ['z', indent([hardline, doc, hardline, check])]
  return { doc: willBreak(doc) ? below : choice(['z', doc, check], below) }
}

function choiceOf(values: readonly (string | number | boolean)[]): Code {
  const [first, ...others] = values
  if (others.length === 0) return call('z.literal', [literal(first)])
  const isTexts = values.every(one => typeof one === 'string')
  return call(isTexts ? 'z.enum' : 'z.literal', [literal(values)])
}

const fieldsOf = (fields: readonly Field[]): Code =>
  object(
    fields.map(field => [field.name, fieldCode(field)]),
    fields.length > 0,
  )

/** A field with its words, and what is said besides. */
function fieldCode({ isRequired, shape }: Field): Code {
  const own = schemaOf(shape)
  return said(shape, isRequired ? own : call('z.optional', [own]))
}

/** A schema with the words of the document, where it has any. */
export function said({ words, more }: Shape, code: Code): Code {
  if (words === undefined && more === undefined) return code
  const extra = more === undefined ? [] : [literal(more)]
  return call('say', [text(words ?? String(more?.title ?? 'As its type says.')), code, ...extra])
}
