import { isRecord, type Json } from '../../../../contract/json.ts'
import { listIn, objectIn, textIn, valueIn } from '../../../documents/json.ts'
import type { Losses } from '../document/losses.ts'
import { type Pointers, refIn } from '../document/pointers.ts'
import { createReader, type Way } from '../document/schemas.ts'
import { partsOf, type Shape, withParts } from '../document/shape.ts'
import type { FoundEntity } from './entities.ts'
import { createNamer, reserved, singularOf, toPascal, wordsIn } from './names.ts'

/** A schema with a name of its own, which others refer to. */
export interface Component {
  /** As it is called in code and in the document. */
  readonly name: string
  readonly shape: Shape
}

/** All schemas that are read, each once. */
export interface Components {
  read(schema: unknown, way: Way, where: string): Shape
  /** Those that were read so far, each behind what it refers to; no circle is left in them. */
  sorted(): ReadonlyMap<string, Component>
  /** What an entity is called in code. */
  nameOf(entity: FoundEntity): string
}

export function createComponents(
  pointers: Pointers,
  losses: Losses,
  entities: readonly FoundEntity[],
): Components {
  const components = new Map<string, Component>()
  const named = createNaming(pointers, entities)
  const waiting: { readonly name: string; readonly schema: unknown; readonly way: Way }[] = []
  const nameOf = (ref: string, schema: unknown, way: Way): string | undefined => {
    const name = named.nameOf(ref, schema, way)
    if (name !== undefined && !components.has(name)) {
      components.set(name, { name, shape: { kind: 'anything' } })
      waiting.push({ name, schema, way })
    }
    return name
  }
  const nameHere = (schema: unknown, way: Way): string | undefined =>
    entityIn(entities, schema) && nameOf('', schema, way)
  const reader = createReader({ pointers, losses, nameOf, nameHere })
  const readWaiting = () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { name, schema, way } = next
      const shape = reader(schema, way, name)
      components.set(name, { name, shape: withId(shape, entityIn(entities, schema), way) })
    }
  }
  return {
    nameOf: ({ name, schema }) =>
      named.nameOf(`#/components/schemas/${name}`, schema, 'answered') ?? name,
    read(schema, way, where) {
      const own = nameHere(schema, way)
      const shape: Shape =
        own === undefined ? reader(schema, way, where) : { kind: 'named', name: own }
      readWaiting()
      return shape
    },
    sorted: () =>
      sorted(
        components,
        losses,
        entities.map(one => named.nameOf('', one.schema, 'answered') ?? ''),
      ),
  }
}

const entityIn = (entities: readonly FoundEntity[], schema: unknown): FoundEntity | undefined =>
  entities.find(one => one.schema === schema)

/** Whatever is kept has an id; whatever is sent needs none where the API counts. */
function withId(shape: Shape, entity: FoundEntity | undefined, way: Way): Shape {
  if (entity === undefined || shape.kind !== 'object') return shape
  const fields = shape.fields.map(field => {
    if (field.name !== entity.id) return field
    const { isNullable: _, ...own } = field.shape
    return way === 'answered'
      ? { ...field, isRequired: true, shape: withoutPattern(own) }
      : { ...field, isRequired: field.isRequired && !entity.isNumber }
  })
  const { isNullable: __, ...whole } = shape
  return { ...whole, fields }
}

/** A double makes ids of its own: how they look is said, and not checked. */
function withoutPattern(shape: Shape): Shape {
  if (shape.kind !== 'text' || shape.pattern === undefined) return shape
  const { pattern, ...own } = shape
  return { ...own, more: { ...own.more, pattern } }
}

/** Names for schemas, by what they are: the same for the same. */
function createNaming(pointers: Pointers, entities: readonly FoundEntity[]) {
  const free = createNamer(reserved)
  const names = new Map<unknown, string>()
  const sentNames = new Map<unknown, string>()
  const differs = createDiffering(pointers, entities)
  const titleOf = (ref: string, schema: unknown): string | undefined =>
    entityIn(entities, schema)?.name ?? pointers.nameOf(ref) ?? titleAt(ref, schema)
  const kept = (known: Map<unknown, string>, schema: unknown, make: () => string): string => {
    const name = known.get(schema) ?? free(make())
    known.set(schema, name)
    return name
  }
  return {
    nameOf(ref: string, schema: unknown, way: Way): string | undefined {
      if (!isRecord(schema)) return undefined
      const title = names.get(schema) ?? titleOf(ref, schema)
      if (title === undefined) return undefined
      const name = kept(names, schema, () => toPascal(title))
      if (way === 'answered' || !differs(schema)) return name
      return kept(sentNames, schema, () => `${name}Input`)
    },
  }
}

/** A name for an object that stands somewhere in a document, of the way that leads there. */
function titleAt(ref: string, schema: unknown): string | undefined {
  if (valueIn(schema, 'properties') === undefined && valueIn(schema, 'allOf') === undefined)
    return undefined
  const title = textIn(schema, 'title')
  const segments = ref.split('/').filter(one => wordsIn(one).length > 0 && !isKeyword.test(one))
  const last = segments.at(-1)
  if (last === undefined && title === undefined) return undefined
  if (last?.startsWith('~1')) return title ?? `${lastWordOf(last)} ${roleOf(ref)}`
  return title ?? (/items$/.test(ref) ? singularOf(last ?? '') : last)
}

/** The last word of a path in an address: `apps` of `~1v2~1apps~1{id}`. */
const lastWordOf = (segment: string): string =>
  segment.split('~1').findLast(one => /^[A-Za-z]/.test(one)) ?? 'root'

const roleOf = (ref: string): string => (ref.includes('/requestBody/') ? 'body' : 'reply')

const isKeyword =
  /^(\d+|#|allOf|anyOf|oneOf|items|properties|schema|content|responses|requestBody|get|put|post|patch|delete|paths|components|schemas|application~1json|default|additionalProperties)$/

/** Whether a schema is another one when it is sent. */
function createDiffering(pointers: Pointers, entities: readonly FoundEntity[]) {
  const known = new Map<unknown, boolean>()
  const differs = (schema: unknown): boolean => {
    if (!isRecord(schema)) return false
    const answer = known.get(schema)
    if (answer !== undefined) return answer
    known.set(schema, false)
    const found = hides(schema) || isLoose(schema) || innerOf(pointers, schema).some(differs)
    known.set(schema, found)
    return found
  }
  const isLoose = (schema: Json): boolean => {
    const entity = entityIn(entities, schema)
    if (entity === undefined) return false
    return entity.isNumber || !listIn(schema, 'required').includes(entity.id)
  }
  return differs
}

const hides = (schema: Json): boolean => schema.readOnly === true || schema.writeOnly === true

/** The schemas within a schema. */
function innerOf(pointers: Pointers, schema: Json): unknown[] {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap(key => listIn(schema, key))
  const { items, additionalProperties } = schema
  return [...Object.values(objectIn(schema, 'properties')), ...lists, items, additionalProperties]
    .filter(isRecord)
    .map(one => (refIn(one) === undefined ? one : pointers.follow(one)))
}

/** Each behind what it refers to, the entities first; a reference back is cut, and told. */
function sorted(
  components: ReadonlyMap<string, Component>,
  losses: Losses,
  first: readonly string[],
): ReadonlyMap<string, Component> {
  const done = new Map<string, Component>()
  const visit = (name: string, within: readonly string[]): void => {
    const component = components.get(name)
    if (component === undefined || done.has(name)) return
    const around = [...within, name]
    const cut = (shape: Shape, where: string): Shape => {
      if (shape.kind === 'named' && around.includes(shape.name)) {
        losses.add('a circle: it is anything there', where)
        const { words, isNullable } = shape
        return { kind: 'anything', ...(words && { words }), ...(isNullable && { isNullable }) }
      }
      if (shape.kind === 'named') visit(shape.name, around)
      return withParts(shape, (part, key) => cut(part, key === '' ? where : `${where}.${key}`))
    }
    done.set(name, { name, shape: cut(component.shape, name) })
  }
  for (const name of [...first, ...components.keys()]) visit(name, [])
  return inOrder(done)
}

/** A map keeps the order in which it was filled, and what was cut is known only now. */
function inOrder(components: ReadonlyMap<string, Component>): ReadonlyMap<string, Component> {
  const ordered = new Map<string, Component>()
  const put = (name: string): void => {
    const component = components.get(name)
    if (component === undefined || ordered.has(name)) return
    for (const other of namesIn(component.shape)) put(other)
    ordered.set(name, component)
  }
  for (const name of components.keys()) put(name)
  return ordered
}

/** The names that a shape refers to. */
export const namesIn = (shape: Shape): string[] =>
  shape.kind === 'named' ? [shape.name] : partsOf(shape).flatMap(namesIn)
