import { valueIn } from '../../../documents/json.ts'
import type { Field, ObjectShape, Shape } from '../document/shape.ts'
import type { Asked } from './asked.ts'
import { isTaken } from './assigning.ts'
import { listAnswer } from './listing.ts'
import { reserved } from './names.ts'
import type { Answer, PlannedEntity, PlannedReply, Said } from './plan.ts'
import { objectOf, type Showing, shownAs } from './showing.ts'

/** The answer of an operation: a stateful one where its path is that of an entity, and else what the document shows. */
export function answerOf(asked: Asked): Answer {
  const success = asked.replies.find(({ status }) => status >= 200 && status < 300)
  const ofOne = asked.entities.find(({ items }) => items.includes(asked.path))
  const ofAll = asked.entities.find(({ collections }) => collections.includes(asked.path))
  const stateful =
    (ofOne && success && itemAnswer(asked, ofOne, success)) ??
    (ofAll && success && collectionAnswer(asked, ofAll, success))
  return stateful ?? exampleAnswer(asked, success ?? asked.replies[0])
}

function itemAnswer(asked: Asked, entity: PlannedEntity, reply: PlannedReply): Answer | undefined {
  const { method, param, body } = asked
  if (param === undefined) return undefined
  if (method === 'get') return readAnswer(asked, entity, reply)
  if (method === 'delete') return deleteAnswer(asked, entity, reply)
  if (body === undefined || !isKeptOf(asked, body)) return undefined
  return updateAnswer(asked, entity, reply)
}

/** Whether a body is an object, whose fields can be kept. */
function isKeptOf({ components }: Showing, body: Shape): boolean {
  const whole = objectOf(components, body)
  return whole !== undefined && !whole.isNullable
}

function readAnswer(asked: Asked, entity: PlannedEntity, reply: PlannedReply): Answer | undefined {
  const { param = '' } = asked
  const { model } = entity
  const said = replyOf(asked, entity, reply, `store.${model}.found(${param})`)
  const { status } = reply
  return said && { act: 'read', model, takes: [param], uses: ['store'], lines: [], status, ...said }
}

function deleteAnswer(asked: Asked, entity: PlannedEntity, reply: PlannedReply): Answer {
  const { param = '' } = asked
  const { model } = entity
  const found = `store.${model}.found(${param})`
  const said = replyOf(asked, entity, reply, 'one') ?? sampled(asked, reply)
  const lines = usesOne(said)
    ? [`const one = ${found}`, `store.${model}.delete(one)`]
    : [`store.${model}.delete(${found})`]
  const { status } = reply
  return { act: 'delete', model, takes: [param], uses: ['store'], lines, status, ...said }
}

const usesOne = ({ body }: { readonly body?: Said }): boolean =>
  JSON.stringify(body ?? '').includes('"code"')

function updateAnswer(asked: Asked, entity: PlannedEntity, reply: PlannedReply): Answer {
  const { model } = entity
  const { param = '', body } = asked
  const { lines, given } = givenOf(asked, entity, body, false)
  const times = entity.times.filter(name => /updat|modif|chang/i.test(name) && isName(name))
  const moved = times.map(name => `${name}: now()`).join(', ')
  const changes = moved === '' ? given : `{ ...${given}, ${moved} }`
  const update = `store.${model}.update(one, ${changes})`
  const said = replyOf(asked, entity, reply, update) ?? sampled(asked, reply)
  return {
    ...{ model, act: 'update', status: reply.status },
    takes: [param, 'body'],
    uses: ['store', ...(moved === '' ? [] : ['now'])],
    lines: [
      `const one = store.${model}.found(${param})`,
      ...lines,
      ...(usesOne(said) ? [] : [update]),
    ],
    ...said,
  }
}

function collectionAnswer(
  asked: Asked,
  entity: PlannedEntity,
  reply: PlannedReply,
): Answer | undefined {
  if (asked.method === 'get') return listAnswer(asked, entity, reply)
  const { body } = asked
  if (asked.method !== 'post' || body === undefined) return undefined
  if (!isKeptOf(asked, body)) return undefined
  const { model } = entity
  const { lines, given, key, names } = givenOf(asked, entity, body, true)
  const create = `store.${model}.create(${given})`
  const isDirect = key === undefined && lines.length === 0
  const direct = isDirect ? replyOf(asked, entity, reply, create) : undefined
  const said = direct ?? replyOf(asked, entity, reply, 'one') ?? sampled(asked, reply)
  const making = direct && usesOne(direct) ? [] : makingLines(entity, create, key, usesOne(said))
  return {
    ...{ model, act: 'create', status: reply.status, takes: ['body'], uses: ['store'], names },
    lines: [...lines, ...making],
    ...said,
  }
}

/** What makes an entity; of an id that a caller gives, the one that there is already. */
function makingLines(
  { model }: PlannedEntity,
  create: string,
  key: string | undefined,
  isUsed: boolean,
): string[] {
  if (key === undefined) return [isUsed ? `const one = ${create}` : create]
  const known = `const known = fields${key} && store.${model}.get(fields${key})`
  const update = `store.${model}.update(known, fields)`
  return isUsed
    ? [known, `const one = known ? ${update} : ${create}`]
    : [known, `if (known) ${update}`, `else ${create}`]
}

/** What of a body is kept, as code. */
interface Given {
  readonly lines: readonly string[]
  readonly given: string
  /** Where an id is that a caller gives. */
  readonly key?: string
  /** The components that the code names. */
  readonly names: readonly string[]
}

const nothing: Given = { lines: ['body()'], given: '{}', names: [] }

/** All of a body where it can be kept, else without what is sent in another form. */
function givenOf(
  asked: Asked,
  entity: PlannedEntity,
  body: Shape | undefined,
  isNew: boolean,
): Given {
  const whole = body && objectOf(asked.components, body)
  if (!whole) return nothing
  const [sent, place, shown] = envelopeOf(asked, entity, whole) ?? [whole, '', asked.sent]
  const kept = sent.fields.filter(field => isKept(asked, entity.shape, field))
  const id = kept.find(({ name }) => name === entity.id)
  const left = sent.fields.filter(field => !kept.includes(field) || (!isNew && field === id))
  const formed = isNew ? left.filter(field => isFormed(asked, entity, field, shown)) : []
  if (kept.length + formed.length === 0) return nothing
  const source = `body()${place}`
  const key = isNew && id ? { key: accessTo(entity.id) } : {}
  if (left.length === 0 && key.key === undefined) return { lines: [], given: source, names: [] }
  return { ...takenApart(source, entity, left, formed), ...key }
}

/** A body without what is left out of it; what is kept only in the form of the entity is looked at. */
function takenApart(
  source: string,
  { component }: PlannedEntity,
  left: readonly Field[],
  formed: readonly Field[],
): Given {
  const others = left.filter(field => !formed.includes(field))
  const taken = [
    ...formed.map(({ name }) => name),
    ...others.map(({ name }, nth) => `${quoted(name)}: _${nth === 0 ? '' : nth + 1}`),
  ]
  const fields = taken.length === 0 ? 'fields' : `{ ${[...taken, '...fields'].join(', ')} }`
  const lines = [`const ${fields} = ${source}`]
  if (formed.length === 0) return { lines, given: 'fields', names: [] }
  const looked = formed.map(
    ({ name }) => `${name}: z.safeParse(${component}.shape.${name}, ${name}).data`,
  )
  return { lines, given: `{ ...fields, ${looked.join(', ')} }`, names: [component] }
}

/** Whether what has to be sent can be what is kept, and only a look at it tells. */
function isFormed(
  { values }: Asked,
  { shape }: PlannedEntity,
  { name, isRequired }: Field,
  sent: unknown,
): boolean {
  const own = shape.fields.find(field => field.name === name)
  const isAsked = isRequired && isName(name) && !reserved.includes(name)
  return isAsked && own?.isRequired === false && values.fits(own.shape, valueIn(sent, name))
}

/** Whether what a field is sent as can be what it is kept as. */
function isKept({ components }: Showing, entity: ObjectShape, { name, shape }: Field): boolean {
  const own = entity.fields.find(field => field.name === name)
  return own !== undefined && isTaken(components, own.shape, shape)
}

/** Where a body has the entity's fields within one of its own, and what is sent there. */
function envelopeOf(
  { components, sent, ...rest }: Asked,
  { shape }: PlannedEntity,
  { fields }: ObjectShape,
): readonly [ObjectShape, string, unknown] | undefined {
  const [only, ...others] = fields
  if (only === undefined || others.length > 0 || !only.isRequired) return undefined
  const inner = objectOf(components, only.shape)
  const isOne = inner?.fields.some(field => isKept({ components, ...rest }, shape, field))
  const isOwn = shape.fields.some(({ name }) => name === only.name)
  return inner && isOne && !isOwn
    ? [inner, accessTo(only.name), valueIn(sent, only.name)]
    : undefined
}

/** What a reply shows of an entity; nothing where it cannot be shown so. */
function replyOf(
  asked: Asked,
  entity: PlannedEntity,
  { shape, status }: PlannedReply,
  code: string,
): { readonly body?: Said } | undefined {
  if (shape === undefined) return {}
  const body = shownAs(asked, shape, entity, code, asked.example(status))
  return body && { body }
}

function exampleAnswer(asked: Asked, reply: PlannedReply | undefined): Answer {
  const status = reply?.status ?? 204
  return {
    ...{ act: 'example', takes: [], uses: [], lines: [], status },
    ...(reply && sampled(asked, reply)),
  }
}

const sampled = (
  { values, example }: Asked,
  { shape, status }: PlannedReply,
): { readonly body?: Said } =>
  shape === undefined ? {} : { body: { value: values.made(shape, example(status)) } }

const isName = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name)

/** A name of a field, as an object is taken apart by it. */
const quoted = (name: string): string => (isName(name) ? name : textOf(name))

const accessTo = (name: string): string => (isName(name) ? `.${name}` : `[${textOf(name)}]`)

/** A text in code, between single quotes, where it needs none of its own. */
const textOf = (text: string): string =>
  JSON.stringify(text).replace(/^"(.*)"$/, (_, inner: string) =>
    inner.includes("'") ? `"${inner}"` : `'${inner.replaceAll('\\"', '"')}'`,
  )
