import { isRecord } from '../../../../contract/json.ts'
import type { Losses } from '../document/losses.ts'
import type { Field, Shape } from '../document/shape.ts'
import type { Source, SourceOperation, SourceParam, SourceReply } from '../document/source.ts'
import { answerOf, isRead } from './answers.ts'
import { resolved } from './assigning.ts'
import type { Component, Components } from './components.ts'
import type { Failure } from './failure.ts'
import { toCamel } from './names.ts'
import type { Answer, PlannedEntity, PlannedOperation, PlannedParam, PlannedReply } from './plan.ts'
import type { Values } from './values.ts'

/** What operations are read with. */
export interface Drafting {
  readonly source: Source
  readonly losses: Losses
  readonly components: Components
  /** The schemes by which a caller may be known. */
  readonly auth: readonly string[]
  readonly failure: Failure
  /** The path as a description has it; nothing where it has none. */
  pathOf(operation: SourceOperation): string | undefined
  nameOf(name: string): string
}

/** An operation with its schemas read. */
export interface Draft
  extends Pick<
    PlannedOperation,
    'name' | 'path' | 'params' | 'query' | 'body' | 'replies' | 'refuses' | 'isOpen'
  > {
  readonly operation: SourceOperation
}

export function draftOf(drafting: Drafting, operation: SourceOperation): Draft | undefined {
  const { losses, auth } = drafting
  const { id } = operation
  const path = drafting.pathOf(operation)
  if (path === undefined) {
    losses.add('a path of this form, or one that stands twice: it is left out', id)
    return undefined
  }
  const name = drafting.nameOf(toCamel(id))
  const isOpen = !operation.schemes.some(scheme => auth.includes(scheme))
  for (const param of operation.params) tellParam(losses, id, param)
  const body = operation.body && bodyOf(drafting, operation)
  return {
    ...{ operation, name, path, isOpen, body },
    params: paramsOf(operation, path),
    query: queryOf(drafting, operation),
    ...repliesOf(drafting, operation, body !== undefined),
  }
}

const tellParam = (losses: Losses, id: string, { in: place, name }: SourceParam): void => {
  if (place === 'header' && /^(authorization|content-type|accept)$/i.test(name)) return
  if (place === 'header' || place === 'cookie') losses.add(`the ${place} ${name}`, id)
}

/** What is no object is no body: an empty one stands for `null`. */
function bodyOf({ components }: Drafting, { id, body }: SourceOperation): Shape {
  const { isNullable: _, ...shape } = components.read(body?.schema ?? {}, 'sent', `${id} body`)
  return shape
}

/** The parameters of a path in their order, as code names them. */
function paramsOf({ path, params }: SourceOperation, written: string): PlannedParam[] {
  const names = [...written.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, told = ''], nth) => {
    const param = params.find(one => one.in === 'path' && one.name === told)
    const type = Object(param?.schema).type
    return {
      name: names[nth] ?? told,
      words: param?.words,
      type: type === 'integer' || type === 'number' ? type : 'string',
    }
  })
}

function queryOf({ components, losses }: Drafting, { id, params }: SourceOperation): Field[] {
  return params
    .filter(param => param.in === 'query' && param.name !== '__proto__')
    .map(({ name, isRequired, schema, words, example }) => {
      const read = components.read(schema, 'sent', `${id} ${name}`)
      const shape: Shape = {
        ...read,
        ...(words !== undefined && { words }),
        ...(example !== undefined && { shown: example }),
      }
      return { name, isRequired, shape: asText(shape, losses, `${id} ${name}`) }
    })
}

/** What a query can say: a text, and what can be read out of one. */
function asText(shape: Shape, losses: Losses, where: string): Shape {
  if (!['object', 'map', 'either', 'anything', 'null'].includes(shape.kind)) return shape
  if (shape.kind !== 'anything')
    losses.add('a parameter that is an object, or one of several: it is read as text', where)
  return { kind: 'text', words: shape.words }
}

/** The statuses that a double says by itself. */
const own = ({ invalid }: Failure): readonly number[] => [400, 401, 404, invalid]

function repliesOf(drafting: Drafting, operation: SourceOperation, takesBody: boolean) {
  const { failure } = drafting
  const told = operation.replies.flatMap(reply => placed(drafting, operation, reply))
  const refused = told.filter(({ isRefusal }) => isRefusal).map(({ status }) => status)
  const replies = told
    .filter(({ isRefusal }) => !isRefusal)
    .map(reply => toReply(drafting, operation, reply))
  const hasSuccess = replies.some(({ status }) => status < 400)
  const usual = {
    status: operation.method === 'delete' ? 204 : 200,
    words: undefined,
    shape: undefined,
  }
  const asks = operation.params.some(one => one.in === 'query')
  const more = [...(takesBody ? [400] : []), ...(takesBody || asks ? [failure.invalid] : [])]
  return {
    replies: hasSuccess ? replies : [usual, ...replies],
    refuses: [...new Set([...refused, ...more])],
  }
}

/** A reply with its status as a number. */
interface Placed {
  readonly status: number
  /** Whether the dialect words it. */
  readonly isRefusal: boolean
  readonly reply: SourceReply
}

function placed(
  { losses, failure }: Drafting,
  operation: SourceOperation,
  reply: SourceReply,
): Placed[] {
  const { id } = operation
  const status = statusOf(reply.status, operation)
  if (status === undefined) {
    losses.add(`the status ${reply.status}`, id)
    return []
  }
  const isUsual =
    reply.schema === undefined || failure.schemas.includes(JSON.stringify(reply.schema))
  const isOwn = own(failure).includes(status)
  if (isOwn && !isUsual) losses.add('a body of its own for a refusal', `${id} ${reply.status}`)
  return [{ status, isRefusal: status >= 400 && (isUsual || isOwn), reply }]
}

function toReply(
  { components }: Drafting,
  { id }: SourceOperation,
  { status, reply: { words, schema } }: Placed,
): PlannedReply {
  const where = `${id} ${status}`
  const shape = schema === undefined ? undefined : components.read(schema, 'answered', where)
  return { status, words, shape }
}

/** A status as a number: of a range the plainest, of the default one nothing but where there is no other success. */
function statusOf(status: string, { replies, method }: SourceOperation): number | undefined {
  if (/^\d{3}$/.test(status)) return Number(status)
  if (/^[2-5]XX$/.test(status)) return Number(`${status[0]}00`)
  const hasSuccess = replies.some(one => /^[23]/.test(one.status))
  return status === 'DEFAULT' && !hasSuccess ? (method === 'post' ? 201 : 200) : undefined
}

/** What operations are planned with, once all schemas are read. */
interface Planning {
  readonly components: ReadonlyMap<string, Component>
  readonly values: Values
  readonly entities: readonly PlannedEntity[]
  readonly losses: Losses
  readonly failure: Failure
}

export function planned(planning: Planning, draft: Draft): PlannedOperation {
  const { operation, params, query, body } = draft
  const { components, values, entities } = planning
  const example = (status: number): unknown =>
    operation.replies.find(one => statusOf(one.status, operation) === status)?.example
  const answer = answerOf({
    ...{ components, values, entities, query, body, example },
    ...{ method: operation.method, path: operation.path, replies: draft.replies },
    param: params.at(-1)?.name,
    parents: params
      .slice(0, /\}(\.\w+)?$/.test(operation.path) ? -1 : undefined)
      .map(({ name }) => name),
  })
  const isFound = ['read', 'update', 'delete'].includes(answer.act)
  const refuses = new Set([...draft.refuses, ...(isFound ? [404] : [])])
  if (body && !isRead({ components }, body))
    planning.losses.add('a body that is no object: it is not read', operation.id)
  return {
    ...draft,
    ...{ id: operation.id, method: operation.method, answer },
    summary: summaryOf(operation),
    about: operation.about,
    refuses: [...refuses].toSorted((a, b) => a - b),
    sends: body && sendsOf(planning, draft, answer),
  }
}

const summaryOf = ({ summary, id }: SourceOperation): string => (summary ?? id).replace(/\.$/, '')

/** A body that succeeds: as the document shows it, without an id that may be left out and would not be taken. */
function sendsOf(
  { components, values, entities }: Planning,
  { operation, body }: Draft,
  { act, model }: Answer,
): unknown {
  if (body === undefined) return undefined
  const made = values.made(body, operation.body?.example)
  const entity = entities.find(one => one.model === model)
  const isOther = act === 'update' || (act === 'create' && entity?.isNumber)
  if (entity === undefined || !isOther || !isRecord(made)) return made
  const { [entity.id]: _, ...others } = made
  return values.fits(resolved(components, body), others) ? others : made
}
