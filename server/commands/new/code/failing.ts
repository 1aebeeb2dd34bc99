import type { Field, Shape } from '../document/shape.ts'
import { resolved } from '../plan/assigning.ts'
import type { Component } from '../plan/components.ts'
import { wordsIn } from '../plan/names.ts'
import type { Values } from '../plan/values.ts'
import { type Code, literal, object, plain } from './expressions.ts'

/** The body of a refusal as code, and what of the refusal it uses. */
interface Envelope {
  readonly code: Code
  readonly uses: readonly string[]
  readonly isObject: boolean
}

const bare = (name: string): string => wordsIn(name).join('').toLowerCase()

/** The envelope that a double puts around every refusal. */
export function envelopeOf(
  components: ReadonlyMap<string, Component>,
  values: Values,
  failure: Shape,
): Envelope {
  const uses: string[] = []
  const use = (name: string): Code => {
    uses.push(name)
    return plain(name)
  }
  const valueOf = (shape: Shape, name: string, depth: number): Code => {
    const own = resolved(components, shape)
    if (own.kind === 'object' && depth < 4) return objectOf(own.fields, depth)
    if (own.kind === 'text' && isFree(own) && isAbout(name)) return use(textFor(name))
    if (
      own.kind === 'number' &&
      own.max === undefined &&
      /^(code|status|statuscode|errorcode|httpstatus)$/.test(bare(name))
    )
      return use('status')
    if (own.kind === 'list' && depth < 4 && own.min === undefined && isMessages(own.of))
      return { doc: ['[', use('detail').doc, ']'], isOpen: true }
    if (own.kind === 'list' && depth < 4 && resolved(components, own.of).kind === 'object')
      return { doc: ['[', valueOf(own.of, name, depth + 1).doc, ']'], isOpen: true }
    return literal(values.made(shape, undefined, name))
  }
  const isMessages = (shape: Shape): boolean => {
    const own = resolved(components, shape)
    return own.kind === 'text' && isFree(own)
  }
  const isSaid = ({ name, isRequired, shape }: Field): boolean => {
    const own = resolved(components, shape)
    if (isRequired) return true
    if (own.kind === 'text') return isFree(own) && isAbout(name) && bare(name) !== 'type'
    return own.kind === 'object' && /^errors?$/.test(bare(name))
  }
  const objectOf = (fields: readonly Field[], depth: number): Code =>
    object(
      fields
        .filter(isSaid)
        .map(({ name, shape }) => [name, valueOf(shape, name, depth + 1)] as const),
    )
  const own = resolved(components, failure)
  const code = own.kind === 'object' ? objectOf(own.fields, 0) : valueOf(failure, 'message', 0)
  return { code, uses, isObject: own.kind === 'object' }
}

const isFree = ({ min = 0, max, pattern, more }: Extract<Shape, { kind: 'text' }>): boolean =>
  min <= 20 &&
  max === undefined &&
  pattern === undefined &&
  !/date|uri|email/.test(String(more?.format ?? ''))

const isAbout = (name: string): boolean =>
  /^(message|error|errors|detail|details|description|title|errordescription|errormessage|msg|reason|code|type|errorcode|id|kind)$/.test(
    bare(name),
  )

/** What of a refusal a field of this name tells. */
const textFor = (name: string): string =>
  /^(code|type|errorcode|id|kind)$/.test(bare(name)) ? 'kind' : 'detail'
