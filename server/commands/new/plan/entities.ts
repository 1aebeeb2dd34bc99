import { isRecord, type Json } from '../../../../contract/json.ts'
import { listIn, objectIn, textIn, valueIn } from '../../../documents/json.ts'
import { UsageError } from '../../../line/usage.ts'
import type { Losses } from '../document/losses.ts'
import { merged } from '../document/merging.ts'
import { type Pointers, refIn } from '../document/pointers.ts'
import type { Source, SourceOperation } from '../document/source.ts'
import { singularOf, toPascal, wordsIn } from './names.ts'

/** A schema that is one kind of thing that the API keeps. */
export interface FoundEntity {
  /** The name of its schema, or one that is made of its path. */
  readonly name: string
  readonly schema: Json
  readonly id: string
  readonly isNumber: boolean
  /** The paths of one of them, the shortest first, and of all. */
  readonly items: readonly string[]
  readonly collections: readonly string[]
}

/** What a person says of entities, in the place of what is found. */
export interface Corrections {
  /** The names of those that are entities; all that are found where none is named. */
  readonly only: readonly string[]
  /** The field that tells one from another, by the name of its schema. */
  readonly ids: ReadonlyMap<string, string>
}

interface Finding {
  readonly pointers: Pointers
  readonly losses: Losses
  readonly corrections: Corrections
}

/** The entities of a document, out of its paths and of what is answered there. */
export function entitiesOf(
  { operations, pointers }: Source,
  losses: Losses,
  corrections: Corrections,
): FoundEntity[] {
  const finding = { pointers, losses, corrections }
  const found = new Map<unknown, FoundEntity>()
  for (const operation of byLength(operations.filter(isOfOne))) {
    const one = entityOf(finding, operation)
    if (one === undefined) continue
    const known = found.get(one.schema)
    if (known === undefined) found.set(one.schema, one)
    else if (known.id === one.id) {
      const [items, collections] = [one.items, one.collections]
      found.set(one.schema, {
        ...known,
        items: [...known.items, ...items],
        collections: [...known.collections, ...collections],
      })
    }
  }
  const all = [...found.values()]
  refuseStrangers(all, corrections)
  return all.filter(one => isWanted(one, corrections))
}

function refuseStrangers(all: readonly FoundEntity[], { only, ids }: Corrections): void {
  const names = all.map(({ name }) => name)
  const isKnown = (wanted: string) => names.some(name => isSame(name, wanted))
  const stranger = [...only, ...ids.keys()].find(name => !isKnown(name))
  if (stranger === undefined) return
  const remedy = names.length > 0 ? `Choose from ${names.join(', ')}` : 'Leave it out'
  throw new UsageError(`Failed to make an API: there is no entity "${stranger}". ${remedy}.`)
}

const isSame = (name: string, other: string): boolean => name.toLowerCase() === other.toLowerCase()

const isWanted = ({ name }: FoundEntity, { only }: Corrections): boolean =>
  only.length === 0 || only.some(one => isSame(one, name))

const byLength = (operations: readonly SourceOperation[]): SourceOperation[] =>
  operations.toSorted((a, b) => depthOf(a.path) - depthOf(b.path))

const depthOf = (path: string): number => path.split('{').length

/** A path that ends with a parameter, as in `/pets/{petId}` or `/pets/{petId}.json`. */
const itemForm = /^(.*)\/\{([^{}]+)\}(\.[a-z]+)?$/

const isOfOne = ({ method, path }: SourceOperation): boolean =>
  method === 'get' && itemForm.test(path)

/** A path of all of them for a path of one: `/pets` of `/pets/{petId}`. */
function collectionOf(path: string): string {
  const [, collection = '', , suffix = ''] = itemForm.exec(path) ?? []
  return `${collection}${suffix}`
}

function entityOf(finding: Finding, operation: SourceOperation): FoundEntity | undefined {
  const reply = operation.replies.find(({ status }) => /^2/.test(status))
  const [, collection = '', param = ''] = itemForm.exec(operation.path) ?? []
  if (reply?.schema === undefined) return undefined
  for (const candidate of candidatesIn(finding.pointers, reply.schema)) {
    const schema = finding.pointers.follow(candidate)
    if (!isRecord(schema)) continue
    const name = nameOf(finding.pointers, candidate, collection)
    const fields = fieldsOf(finding, schema)
    const known = idFor(finding, { name, param, fields })
    if (known === undefined) continue
    return {
      ...{ name, schema, ...known },
      items: [operation.path],
      collections: [collectionOf(operation.path)],
    }
  }
  return undefined
}

interface Candidate {
  readonly name: string
  /** The last parameter of the path. */
  readonly param: string
  readonly fields: Json
}

/** The field that tells one from another: what a person says of it is kept, or refused. */
function idFor({ pointers, corrections }: Finding, { name, param, fields }: Candidate) {
  const [, told] = [...corrections.ids].find(([schema]) => isSame(schema, name)) ?? []
  const id = told ?? idAmong(fields, param, name)
  const type = typeOf(pointers, fields[id ?? ''])
  if (id !== undefined && type !== undefined) return { id, isNumber: type === 'integer' }
  if (told === undefined) return undefined
  const fit = Object.keys(fields).filter(one => typeOf(pointers, fields[one]) !== undefined)
  throw new UsageError(
    `Failed to make an API: "${name}" has no text and no whole number "${told}". Choose from ${fit.join(', ')}.`,
  )
}

/** What is answered, and else what it has around it. */
function candidatesIn(pointers: Pointers, schema: unknown): unknown[] {
  const whole = pointers.follow(schema)
  const inner = Object.values(objectIn(whole, 'properties')).filter(one => {
    const told = pointers.follow(one)
    return isRecord(valueIn(told, 'properties')) || listIn(told, 'allOf').length > 0
  })
  const parts = listIn(whole, 'allOf').flatMap(part => candidatesIn(pointers, part).slice(1))
  return [schema, ...[...inner, ...parts].slice(0, 3)]
}

/** The name of a schema, or one of the last word of a path: `Pet` of `/pets`. */
function nameOf(pointers: Pointers, schema: unknown, collection: string): string {
  const ref = refIn(schema)
  const own = ref === undefined ? undefined : pointers.nameOf(ref)
  const word = collection.split('/').findLast(one => one !== '' && !one.includes('{')) ?? 'thing'
  return own ?? toPascal(singularOf(wordsIn(word).at(-1) ?? 'thing'))
}

/** The fields of an object, all that it is made of put together. */
function fieldsOf({ pointers, losses }: Finding, schema: Json): Json {
  const whole = schema.allOf === undefined ? schema : merged({ pointers, losses }, schema, '')
  const [alone] = listIn(whole, 'allOf')
  return alone === undefined
    ? objectIn(whole, 'properties')
    : objectIn(pointers.follow(alone), 'properties')
}

const usual = ['id', 'uuid', 'key', 'slug', 'code', 'sid', 'number', 'name', 'username', 'handle']

const bare = (name: string): string => wordsIn(name).join('').toLowerCase()

/** The field that a parameter of a path is about. */
function idAmong(fields: Json, param: string, entity: string): string | undefined {
  const names = Object.keys(fields)
  const same = (wanted: string) => names.find(name => bare(name) === bare(wanted))
  const last = wordsIn(param).at(-1) ?? ''
  const isUsual = usual.includes(last.toLowerCase())
  return (
    same(param) ??
    (isUsual ? same(last) : undefined) ??
    same('id') ??
    same(`${entity}Id`) ??
    usual.map(same).find(one => one !== undefined)
  )
}

/** Whether a field can tell one from another: it is a text or a whole number. */
function typeOf(pointers: Pointers, field: unknown): 'string' | 'integer' | undefined {
  const told = pointers.follow(field)
  const alone = listIn(told, 'allOf')
  const schema = alone.length === 1 ? pointers.follow(alone[0]) : told
  const type = valueIn(schema, 'type')
  const [first] = Array.isArray(type) ? type.filter(one => one !== 'null') : [type]
  if (textIn(schema, 'format') === 'binary' || valueIn(schema, 'enum') !== undefined)
    return undefined
  return first === 'string' || first === 'integer' ? first : undefined
}
