import type { Call } from '../../answer/call.ts'
import type { Contract } from '../../answer/endpoint.ts'
import { shown } from '../../answer/refusal.ts'
import { basePathOf } from '../base-path.ts'

/** How many of the nearest endpoints are told. */
const told = 3

/** Paths with more segments are no slip of anybody's pen. */
const longest = 16

/** How far two paths are apart, and what differs, each a phrase. */
interface Distance {
  readonly cost: number
  readonly differences: readonly string[]
}

/** What may have been meant. */
export interface Described {
  readonly contract: Contract
  readonly baseUrl: string
}

/** The endpoints nearest to a call that is none's, the nearest first, with what differs: `GET /users (no "v1")`. */
export function nearMisses(
  apis: readonly Described[],
  { method, path }: Pick<Call, 'method' | 'path'>,
): string[] {
  const sent = path.split('/').slice(1)
  if (sent.length > longest) return []
  return apis
    .flatMap(api => Object.values(api.contract).map(endpoint => ({ endpoint, api })))
    .map(({ endpoint, api }) => {
      const own = endpoint.method.toUpperCase()
      const wanted = (basePathOf(api) + endpoint.path).split('/').slice(1)
      const way = distance(sent, wanted)
      const { cost, differences } = own === method ? way : plus(way, 0.5, `the method is ${own}`)
      return {
        cost,
        length: wanted.length,
        told: `${own} /${wanted.join('/')} (${differences.join(', ')})`,
      }
    })
    .filter(({ cost, length }) => cost <= length / 2)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, told)
    .map(one => one.told)
}

/** The shortest way from what was sent to a template, segment by segment, as between words letter by letter. */
function distance(sent: readonly string[], wanted: readonly string[]): Distance {
  const start: Distance = { cost: 0, differences: [] }
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

/** A way, and one step more. */
const plus = (way: Distance | undefined, cost: number, difference?: string): Distance => ({
  cost: (way?.cost ?? 0) + cost,
  differences: [...(way?.differences ?? []), ...(difference === undefined ? [] : [difference])],
})

function instead(way: Distance | undefined, own: string, segment: string): Distance {
  if (own === segment) return plus(way, 0)
  if (own.startsWith(':')) return segment === '' ? lacking(way, own) : plus(way, 0.1)
  return plus(way, isSlip(own, segment) ? 0.5 : 1, `"${own}" for "${shown(segment)}"`)
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
  if (own.startsWith(':')) return plus(way, 0.5, `the parameter "${own}" is missing`)
  return plus(way, 1, index === 0 ? `"/${own}" comes first` : `"${own}" is missing`)
}

function surplus(way: Distance | undefined, segment: string, isLast: boolean): Distance {
  if (segment !== '') return plus(way, 1, `no "${shown(segment)}"`)
  return plus(way, 0.4, isLast ? 'no slash at the end' : 'one slash less')
}
