import type { Field, ObjectShape, Shape } from '../document/shape.ts'
import type { Asked } from './asked.ts'
import { isTaken, resolved } from './assigning.ts'
import { listAnswer } from './listing.ts'
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
  if (body === undefined || !isRead(asked, body)) return undefined
  return updateAnswer(asked, entity, reply)
}

/** Whether a body has fields, as far as can be seen. */
export const isRead = ({ components }: Pick<Showing, 'components'>, body: Shape): boolean =>
  ['object', 'either', 'map', 'anything'].includes(resolved(components, body).kind)

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
  if (asked.method !== 'post' || body === undefined || !isRead(asked, body)) return undefined
  const { model } = entity
  const { lines, given, key } = givenOf(asked, entity, body, true)
  const create = `store.${model}.create(${given})`
  const isDirect = key === undefined && lines.length === 0
  const direct = isDirect ? replyOf(asked, entity, reply, create) : undefined
  const said = direct ?? replyOf(asked, entity, reply, 'one') ?? sampled(asked, reply)
  const making = direct && usesOne(direct) ? [] : makingLines(entity, create, key, usesOne(said))
  return {
    ...{ model, act: 'create', status: reply.status, takes: ['body'], uses: ['store'] },
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
}

/** All of a body where it can be kept; what is another there than it is here is looked at when it comes. */
function givenOf(
  asked: Asked,
  entity: PlannedEntity,
  body: Shape | undefined,
  isNew: boolean,
): Given {
  const whole = body && objectOf(asked.components, body)
  const { model } = entity
  if (!whole || whole.isNullable)
    return takenApart(
      `store.${model}.kept(body())`,
      entity,
      [],
      mayName(asked, entity, body),
      isNew,
    )
  const [{ fields }, place] = envelopeOf(asked, entity, whole) ?? [whole, '']
  const known = fields.filter(({ name }) => entity.shape.fields.some(own => own.name === name))
  if (known.length === 0) return { lines: ['body()'], given: '{}' }
  const isSame = known.every(field => isKept(asked, entity.shape, field))
  const source = isSame ? `body()${place}` : `store.${model}.kept(body()${place})`
  const left = isSame ? fields.filter(field => !known.includes(field)) : []
  const isNamed = known.some(({ name }) => name === entity.id)
  return takenApart(source, entity, left, isNamed, isNew)
}

/** Whether a body may have the id of an entity. */
function mayName({ components }: Asked, { id }: PlannedEntity, body: Shape | undefined): boolean {
  const own = body && resolved(components, body)
  if (own?.kind !== 'either') return true
  return own.of.some(one => {
    const option = objectOf(components, one)
    return option === undefined || option.fields.some(({ name }) => name === id)
  })
}

/** What is kept of what is sent, without what is left out; nothing that there is gets another id. */
function takenApart(
  source: string,
  { id }: PlannedEntity,
  left: readonly Field[],
  isNamed: boolean,
  isNew: boolean,
): Given {
  const names = [...(isNamed && !isNew ? [id] : []), ...left.map(({ name }) => name)]
  const key = isNamed && isNew ? { key: accessTo(id) } : {}
  if (names.length === 0 && key.key === undefined) return { lines: [], given: source }
  const without = names.map((name, nth) => `${quoted(name)}: _${nth === 0 ? '' : nth + 1}`)
  const fields = names.length === 0 ? 'fields' : `{ ${[...without, '...fields'].join(', ')} }`
  return { lines: [`const ${fields} = ${source}`], given: 'fields', ...key }
}

/** Whether what a field is sent as can be what it is kept as. */
function isKept({ components }: Showing, entity: ObjectShape, { name, shape }: Field): boolean {
  const own = entity.fields.find(field => field.name === name)
  return own !== undefined && isTaken(components, own.shape, shape)
}

/** Where a body has the entity's fields within one of its own. */
function envelopeOf(
  { components, ...rest }: Showing,
  { shape }: PlannedEntity,
  { fields }: ObjectShape,
): readonly [ObjectShape, string] | undefined {
  const [only, ...others] = fields
  if (only === undefined || others.length > 0 || !only.isRequired) return undefined
  const inner = objectOf(components, only.shape)
  const isOne = inner?.fields.some(field => isKept({ components, ...rest }, shape, field))
  const isOwn = shape.fields.some(({ name }) => name === only.name)
  return inner && isOne && !isOwn ? [inner, accessTo(only.name)] : undefined
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
