import type { Call } from '../../answer/call.ts'
import type { Contract } from '../../answer/endpoint.ts'
import { shown } from '../../answer/refusal.ts'
import { basePathOf } from '../base-path.ts'

/** How many of the nearest endpoints are told. */
const told = 3

/** Paths with more segments are no slip of anybody's pen. */
const longest = 16

/** A segment of a path beside the one that was meant: where one of them is absent, there is none. */
interface Step {
  readonly sent?: string
  readonly wanted?: string
}

/** How far two paths are apart, and what differs, each a phrase. */
interface Distance {
  readonly cost: number
  readonly differences: readonly string[]
  readonly steps: readonly Step[]
}

/** What may have been meant. */
export interface Described {
  readonly contract: Contract
  readonly baseUrl: string
}

/** An endpoint that may have been meant, and in what a call differs from it. */
export interface Near<Api> {
  readonly api: Api
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly differences: readonly string[]
  /** Both paths, segment by segment. */
  readonly steps: readonly Step[]
}

/** The endpoints nearest to a call that is none's, the nearest first, with what differs: `GET /users (no "v1")`. */
export const nearMisses = (
  apis: readonly Described[],
  call: Pick<Call, 'method' | 'path'>,
): string[] =>
  nearTo(apis, call).map(
    ({ method, path, differences }) => `${method} ${path} (${differences.join(', ')})`,
  )

/** The same as data. */
export function nearTo<Api extends Described>(
  apis: readonly Api[],
  { method, path }: Pick<Call, 'method' | 'path'>,
): Near<Api>[] {
  const sent = path.split('/').slice(1)
  if (sent.length > longest) return []
  return apis
    .flatMap(api => Object.entries(api.contract).map(([name, one]) => ({ name, one, api })))
    .map(({ name, one: endpoint, api }) => {
      const own = endpoint.method.toUpperCase()
      const wanted = (basePathOf(api) + endpoint.path).split('/').slice(1)
      const way = distance(sent, wanted)
      const { cost, differences, steps } =
        own === method ? way : plus(way, 0.5, `the method is ${own}`)
      const path = `/${wanted.join('/')}`
      const near = { api, operation: name, method: own, path, differences, steps }
      return { cost, length: wanted.length, near }
    })
    .filter(({ cost, length }) => cost <= length / 2)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, told)
    .map(({ near }) => near)
}

/** The shortest way from what was sent to a template, segment by segment, as between words letter by letter. */
function distance(sent: readonly string[], wanted: readonly string[]): Distance {
  const start: Distance = { cost: 0, differences: [], steps: [] }
  let above = [start]
  for (const [i, own] of wanted.entries()) above.push(lacking(above[i], own, i))
  for (const [index, segment] of sent.entries()) {
    const isLast = index === sent.length - 1
    const row = [surplus(above[0], segment, isLast)]
    for (const [i, own] of wanted.entries()) {
      const ways = [
        instead(above[i], own, segment),
        surplus(above[i + 1], segment, isLast),
        lacking(row[i], own, i),
      ]
      row.push(ways.reduce((best, way) => (way.cost < best.cost ? way : best)))
    }
    above = row
  }
  return above.at(-1) ?? start
}

/** A way, with what more it costs. */
const plus = (way: Distance | undefined, cost: number, difference?: string): Distance => ({
  cost: (way?.cost ?? 0) + cost,
  differences: [...(way?.differences ?? []), ...(difference === undefined ? [] : [difference])],
  steps: way?.steps ?? [],
})

/** A way, and one step more. */
const then = (way: Distance, step: Step): Distance => ({ ...way, steps: [...way.steps, step] })

function instead(way: Distance | undefined, own: string, segment: string): Distance {
  const step = { sent: segment, wanted: own }
  if (own === segment) return then(plus(way, 0), step)
  if (own.startsWith(':')) return segment === '' ? lacking(way, own) : then(plus(way, 0.1), step)
  const cost = isSlip(own, segment) ? 0.5 : 1
  return then(plus(way, cost, `"${own}" for "${shown(segment)}"`), step)
}

/** Whether two segments differ in their dress or their end alone: `Project_Users` for `project-user`. */
function isSlip(own: string, segment: string): boolean {
  const [one, other] = [plain(own), plain(segment)]
  return other !== '' && (one.startsWith(other) || other.startsWith(one))
}

/** Of a long segment the beginning: it is looked at once for each segment of every endpoint. */
const plain = (segment: string): string =>
  segment
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

function lacking(way: Distance | undefined, own: string, index?: number): Distance {
  const step = { wanted: own }
  if (own.startsWith(':')) return then(plus(way, 0.5, `the parameter "${own}" is missing`), step)
  const difference = index === 0 ? `"/${own}" comes first` : `"${own}" is missing`
  return then(plus(way, 1, difference), step)
}

function surplus(way: Distance | undefined, segment: string, isLast: boolean): Distance {
  const step = { sent: segment }
  if (segment !== '') return then(plus(way, 1, `no "${shown(segment)}"`), step)
  return then(plus(way, 0.4, isLast ? 'no slash at the end' : 'one slash less'), step)
}
