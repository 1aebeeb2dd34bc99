import { isRecord } from '../../../../contract/json.ts'
import type { Field, ObjectShape, Shape } from '../document/shape.ts'
import { resolved } from './assigning.ts'
import type { Component, Components } from './components.ts'
import type { FoundEntity } from './entities.ts'
import { createNamer, reserved, toCamel } from './names.ts'
import type { Draft } from './operations.ts'
import type { PlannedEntity } from './plan.ts'
import type { Values } from './values.ts'

/** What entities are planned with. */
interface Keeping {
  readonly found: readonly FoundEntity[]
  readonly components: Components
  readonly all: ReadonlyMap<string, Component>
  readonly values: Values
  readonly drafts: readonly Draft[]
}

/** The entities with all that is to be said of them. */
export function kept(keeping: Keeping): PlannedEntity[] {
  const nameOf = createNamer(reserved)
  return keeping.found.flatMap(found => {
    const component = keeping.components.nameOf(found)
    const own = keeping.all.get(component)?.shape
    if (own?.kind !== 'object' || !own.fields.some(({ name }) => name === found.id)) return []
    return [toEntity(keeping, found, { component, shape: own, model: nameOf(toCamel(component)) })]
  })
}

interface Own {
  readonly component: string
  readonly shape: ObjectShape
  readonly model: string
}

function toEntity(keeping: Keeping, found: FoundEntity, own: Own): PlannedEntity {
  const { shape } = own
  const { id, isNumber, items, collections } = found
  const sent = sentTo(keeping, collections)
  const times = shape.fields.filter(field => isTime(field) && !sent.all.includes(field.name))
  const rows = rowsOf(keeping, found)
  return {
    ...own,
    ...{ id, isNumber, items, collections },
    ...idLengthOf(keeping, shape, id),
    times: times.map(({ name }) => name),
    defaults: defaultsOf(keeping, own, [id, ...sent.required], times),
    ...documentedOf(keeping, own, found, rows),
  }
}

/** The fields that a create sends, and those that it must. */
function sentTo({ drafts, all }: Keeping, collections: readonly string[]) {
  const fields = drafts
    .filter(({ operation }) => operation.method === 'post' && collections.includes(operation.path))
    .flatMap(({ body }) => {
      const whole = body && resolved(all, body)
      return whole?.kind === 'object' ? whole.fields : []
    })
  return {
    all: fields.map(({ name }) => name),
    required: fields.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  }
}

const isTime = ({ name, shape }: Field): boolean =>
  shape.kind === 'text' &&
  shape.pattern === undefined &&
  shape.max === undefined &&
  (shape.more?.format === 'date-time' || shape.more?.format === undefined) &&
  /^(created|updated|modified|changed|date_?created|date_?updated)(_?(at|on|date|time))?$/i.test(
    name,
  )

/** What a new one has where nobody gives it, and the plainest value would not do. */
function defaultsOf(
  { all, values }: Keeping,
  { shape }: Own,
  given: readonly string[],
  times: readonly Field[],
): Readonly<Record<string, unknown>> {
  const free = shape.fields.filter(field => !given.includes(field.name) && !times.includes(field))
  const entries = free.flatMap(field => {
    const standing = resolved(all, field.shape).more?.default
    if (standing !== undefined && values.fits(field.shape, standing))
      return [[field.name, standing]]
    const isMade = field.isRequired && !isPlain(all, field.shape)
    return isMade ? [[field.name, values.made(field.shape, undefined, field.name)]] : []
  })
  return Object.fromEntries(entries)
}

/** The length of ids that are no UUIDs. */
function idLengthOf({ values, all }: Keeping, { fields }: ObjectShape, id: string) {
  const field = fields.find(({ name }) => name === id)
  const own = field && resolved(all, field.shape)
  if (own?.kind !== 'text' || values.fits(own, '0'.repeat(36))) return {}
  return { idLength: own.max ?? own.min ?? 12 }
}

/** Whether the plainest value of its kind is one of a shape. */
function isPlain(all: ReadonlyMap<string, Component>, shape: Shape): boolean {
  const own = resolved(all, shape)
  if (own.isNullable) return true
  switch (own.kind) {
    case 'text':
      return (own.min ?? 0) === 0 && own.pattern === undefined
    case 'number':
      return (
        (own.min ?? 0) <= 0 &&
        (own.max ?? 0) >= 0 &&
        own.above === undefined &&
        own.below === undefined
      )
    case 'list':
      return (own.min ?? 0) === 0
    case 'choice':
      return own.more?.default === undefined
    case 'truth':
      return own.more?.default !== true
    default:
      return ['map', 'null', 'anything'].includes(own.kind)
  }
}

/** What a document shows of an entity: where it is had by its id, in lists, and beside its schema. */
function rowsOf({ drafts }: Keeping, { items, collections, schema }: FoundEntity): unknown[] {
  const shown = drafts.flatMap(({ operation }) => {
    const isOne = operation.method === 'get' && items.includes(operation.path)
    const isAll = operation.method === 'get' && collections.includes(operation.path)
    if (!isOne && !isAll) return []
    return operation.replies.flatMap(({ status, example }) =>
      /^2/.test(status) ? rowsIn(example) : [],
    )
  })
  return [...shown, schema.example, ...(Array.isArray(schema.examples) ? schema.examples : [])]
}

/** Objects that an example shows: itself, in a list, or one level down. */
function rowsIn(example: unknown): unknown[] {
  if (Array.isArray(example)) return example
  if (!isRecord(example)) return []
  const inner = Object.values(example).flatMap(one => (Array.isArray(one) ? one : [one]))
  return [example, ...inner.filter(isRecord)]
}

const most = 3

function documentedOf(
  { values, all }: Keeping,
  { shape }: Own,
  { id }: FoundEntity,
  rows: readonly unknown[],
): { readonly documented: readonly object[]; readonly isMadeUp: boolean } {
  const required = shape.fields.filter(({ isRequired }) => isRequired)
  const field = shape.fields.find(({ name }) => name === id)
  const isOne = (row: unknown) =>
    isRecord(row) &&
    field !== undefined &&
    values.fits(field.shape, row[id]) &&
    required.filter(({ name }) => Object.hasOwn(row, name)).length * 2 >= required.length
  const shown = rows.filter(isOne).slice(0, most)
  const isMadeUp = shown.length === 0
  const told = isMadeUp ? [undefined] : shown
  const made = told
    .map(row => values.made(shape, row))
    .filter(isRecord)
    .map(row => ({ ...row, [id]: row[id] || idOf(field, all, values) }))
  const byId = new Map(made.map(row => [row[id], row]))
  return { documented: [...byId.values()], isMadeUp }
}

/** An id that is something. */
function idOf(
  field: Field | undefined,
  all: ReadonlyMap<string, Component>,
  values: Values,
): unknown {
  if (field === undefined) return 1
  const { shown: _, ...own } = resolved(all, field.shape)
  return values.made(own, undefined, field.name) || 1
}
