import type { Endpoint } from '../answer/endpoint.ts'
import { ownOf } from '../answer/own.ts'
import type { Answered } from '../double/force/asking.ts'
import { type Components, type FieldNote, type JsonSchema, noted, toSchema } from './components.ts'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description: string | undefined
  readonly style?: 'form' | 'deepObject'
  readonly explode?: boolean
  readonly schema: JsonSchema
  readonly example?: unknown
}

/** What parameters are made of. */
interface Source {
  readonly name: string
  readonly endpoint: Endpoint
  readonly note: {
    readonly params?: Readonly<Record<string, FieldNote>>
    readonly query?: Readonly<Record<string, FieldNote>>
  }
  readonly examples: readonly Answered[]
  readonly components: Components
}

/** The parameters of an operation's path and query, with the values of its first example that succeeds. */
export function toParameters(source: Source): Parameter[] {
  const { examples } = source
  const example = examples.find(({ reply }) => reply.status < 400) ?? examples[0]
  const path = example?.request.path ?? ''
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  return [
    ...toPathParameters(source, pathname.split('/').toReversed()),
    ...toQueryParameters(source, searchParams),
  ]
}

/** Segments are counted from the end: an example's path begins with that of the base URL. */
function toPathParameters({ name: operation, endpoint, note }: Source, segments: string[]) {
  const own = endpoint.path.split('/').toReversed()
  const params = own.flatMap((segment, index) => {
    const [, name, suffix = ''] = /^:(\w+)(.*)$/.exec(segment) ?? []
    if (name === undefined) return []
    const noted = ownOf(note.params ?? {}, name)
    if (noted === undefined) {
      throw new Error(
        `Failed to export "${operation}": nothing is said of its path's parameter "${name}". Add it to the operation's note.`,
      )
    }
    const { description, ...schema } = { type: 'string' as const, ...toSchema(noted) }
    const parameter = { name, in: 'path', required: true, description, schema } as const
    return [{ ...parameter, ...toExample(schema, valueIn(segments[index], suffix)) }]
  })
  return params.toReversed()
}

/** A segment without what follows its parameter, as the router reads it. */
const valueIn = (segment: string | undefined, suffix: string): string | undefined =>
  segment?.slice(0, segment.length - suffix.length)

function toQueryParameters(source: Source, sent: URLSearchParams): Parameter[] {
  const { endpoint, note, components } = source
  if (!endpoint.query) return []
  const { properties = {}, required = [] } = components.refer(endpoint.query, 'input')
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = noted(property, ownOf(note.query ?? {}, name))
    return {
      ...{ name, in: 'query', required: required.includes(name), description },
      ...styleOf(schema),
      schema,
      ...toExample(schema, sent.get(name)),
    }
  })
}

/** A list is written `a,b`, and an object `name[key]=value`. */
function styleOf({ type }: JsonSchema): Pick<Parameter, 'style' | 'explode'> {
  if (type === 'array') return { style: 'form', explode: false }
  return type === 'object' ? { style: 'deepObject', explode: true } : {}
}

function toExample({ type }: JsonSchema, sent: string | null | undefined) {
  // Viewers fill an object that has none with made-up values, and send them.
  if (!sent) return type === 'object' ? { example: {} } : {}
  if (type === 'array') return { example: sent.split(',') }
  return { example: type === 'integer' ? Number(sent) : sent }
}
