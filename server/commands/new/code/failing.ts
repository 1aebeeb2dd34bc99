import type { Field, Shape } from '../document/shape.ts'
import { resolved } from '../plan/assigning.ts'
import type { Component } from '../plan/components.ts'
import { wordsIn } from '../plan/names.ts'
import type { Values } from '../plan/values.ts'
import { array, type Code, literal, object, plain } from './expressions.ts'

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
  const own = resolved(components, failure)
  const wording = { components, values, use }
  const code =
    own.kind === 'object'
      ? objectOf(wording, own.fields, 0)
      : codeOf(wording, failure, 'message', 0)
  return { code, uses, isObject: own.kind === 'object' }
}

/** What a refusal is put into words with. */
interface Wording {
  readonly components: ReadonlyMap<string, Component>
  readonly values: Values
  /** What of the refusal is said at a place. */
  use(name: string): Code
}

/** No refusal is told deeper. */
const deepest = 4

function codeOf(wording: Wording, shape: Shape, name: string, depth: number): Code {
  const own = resolved(wording.components, shape)
  const told = depth < deepest ? toldOf(wording, own, name, depth) : undefined
  return told ?? literal(wording.values.made(shape, undefined, name))
}

/** What a refusal says at a place; nothing where that is the same for every one. */
function toldOf(wording: Wording, own: Shape, name: string, depth: number): Code | undefined {
  switch (own.kind) {
    case 'object':
      return objectOf(wording, own.fields, depth)
    case 'text':
      return isFree(own) && isAbout(name) ? wording.use(textFor(name)) : undefined
    case 'number':
      return own.max === undefined && isStatus(name) ? wording.use('status') : undefined
    case 'list':
      return listOf(wording, own.of, name, depth)
    default:
      return undefined
  }
}

const isStatus = (name: string): boolean =>
  /^(code|status|statuscode|errorcode|httpstatus)$/.test(bare(name))

/** A list of messages, or of one object that says what is wrong. */
function listOf(wording: Wording, of: Shape, name: string, depth: number): Code | undefined {
  const own = resolved(wording.components, of)
  const isMessage = own.kind === 'text' && isFree(own)
  if (!isMessage && own.kind !== 'object') return undefined
  const inner = isMessage ? wording.use('detail') : codeOf(wording, of, name, depth + 1)
  return array([inner])
}

const objectOf = (wording: Wording, fields: readonly Field[], depth: number): Code =>
  object(
    fields
      .filter(field => isSaid(wording, field))
      .map(({ name, shape }) => [name, codeOf(wording, shape, name, depth + 1)] as const),
  )

function isSaid({ components }: Wording, { name, isRequired, shape }: Field): boolean {
  const own = resolved(components, shape)
  if (isRequired) return true
  if (own.kind === 'text') return isFree(own) && isAbout(name) && bare(name) !== 'type'
  return own.kind === 'object' && /^errors?$/.test(bare(name))
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
