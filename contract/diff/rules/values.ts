import { isRecord } from '../../json.ts'
import type { Direction } from '../change.ts'
import { isSame } from '../document.ts'
import { includes, type Shape } from '../shape.ts'
import { type Difference, foundIf, less, more, type Rule } from './rule.ts'

/** Rules of what a value may be: its type, null, its values, its limits, its form. */
export const valueRules: readonly Rule<Shape>[] = [
  {
    id: 'type-changed',
    says: 'A value is of another type.',
    verdict: 'breaking',
    find: (before, after, direction) =>
      foundIf(!covers(before, after) && !covers(after, before), ofType(before, after, direction)),
  },
  {
    id: 'type-narrowed',
    says: 'A value is of fewer types than before.',
    verdict: less,
    find: (before, after, direction) =>
      foundIf(covers(before, after) && !covers(after, before), ofType(before, after, direction)),
  },
  {
    id: 'type-widened',
    says: 'A value may be of a type that it was not of.',
    verdict: more,
    find: (before, after) =>
      foundIf(!covers(before, after) && covers(after, before), {
        ...{ before: before.types, after: after.types },
      }),
  },
  {
    id: 'null-refused',
    says: 'A value is never null any more.',
    verdict: less,
    find: (before, after) =>
      foundIf(before.takesNull && !after.takesNull && before.types !== undefined, {
        breaks: value => value === null,
      }),
  },
  {
    id: 'null-added',
    says: 'A value may be null now.',
    verdict: more,
    find: (before, after) =>
      foundIf(!before.takesNull && after.takesNull && after.types !== undefined),
  },
  {
    id: 'values-removed',
    says: 'A value is no longer one of those that there are.',
    verdict: less,
    find: (before, after) => {
      const gone = before.values?.filter(value => !has(after.values, value)) ?? []
      const isListed = before.values === undefined && after.values !== undefined
      return foundIf(gone.length > 0 || isListed, {
        ...listed(before, after),
        breaks: value => !has(after.values, value),
      })
    },
  },
  {
    id: 'values-added',
    says: 'A value may be one that there was not.',
    verdict: more,
    find: (before, after) => {
      const fresh = after.values?.filter(value => !has(before.values, value)) ?? []
      const isFree = before.values !== undefined && after.values === undefined
      return foundIf(fresh.length > 0 || isFree, listed(before, after))
    },
  },
  {
    id: 'limit-tightened',
    says: 'A limit leaves less room than before.',
    verdict: less,
    find: (before, after) => limits.flatMap(one => moved(one, before, after, 'tighter')),
  },
  {
    id: 'limit-loosened',
    says: 'A limit leaves more room than before.',
    verdict: more,
    find: (before, after) => limits.flatMap(one => moved(one, before, after, 'looser')),
  },
  {
    id: 'form-added',
    says: 'A value has to be of a form.',
    verdict: less,
    find: (before, after) =>
      forms.flatMap(key => {
        const [was, is] = [before.keywords[key], after.keywords[key]]
        return foundIf(was === undefined && is !== undefined, { after: is })
      }),
  },
  {
    id: 'form-removed',
    says: 'A value is of no certain form any more.',
    verdict: more,
    find: (before, after) =>
      forms.flatMap(key => {
        const [was, is] = [before.keywords[key], after.keywords[key]]
        return foundIf(was !== undefined && is === undefined, { before: was })
      }),
  },
  {
    id: 'form-changed',
    says: 'A value is of another form; nobody can tell whether each of the one is of the other.',
    verdict: 'perhaps',
    unless: 'harmless where a format is no longer asked for, or is answered from now on',
    find: (before, after, direction) =>
      [...forms, 'format'].flatMap(key => {
        const [was, is] = [before.keywords[key], after.keywords[key]]
        const isEither = key === 'format' || (was !== undefined && is !== undefined)
        const isLess = direction === 'request' ? is === undefined : was === undefined
        return foundIf(isEither && !isSame(was, is), {
          ...{ before: was, after: is },
          ...(isLess && { verdict: 'harmless' }),
        })
      }),
  },
]

/** Nobody tries them out on what was recorded: a pattern of a stranger may take for ever. */
const forms = ['pattern', 'multipleOf']

const has = (values: readonly unknown[] | undefined, value: unknown): boolean =>
  value === null || values === undefined || values.some(one => isSame(one, value))

const listed = (before: Shape, after: Shape) => ({ before: before.values, after: after.values })

/** Whether all types of the other are among those of the one. */
function covers({ types: wide }: Shape, { types: narrow }: Shape): boolean {
  if (wide === undefined) return true
  return narrow?.every(type => wide.some(one => includes(one, type))) ?? false
}

const ofType = (before: Shape, after: Shape, direction: Direction): Difference => ({
  ...{ before: before.types, after: after.types },
  breaks: value =>
    direction === 'reply' ||
    (value !== null && !(after.types?.some(type => isOfType(type, value)) ?? true)),
})

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isRecord(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

/** A keyword pair that limits something, upwards (1) or downwards (-1), and where it stands when nobody says so. */
interface Limit {
  readonly keys: readonly string[]
  readonly way: 1 | -1
  readonly usual: number
  measure(value: unknown): number | undefined
}

const sizeOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined
const lengthOf = (value: unknown): number | undefined =>
  typeof value === 'string' ? [...value].length : undefined
const countOf = (value: unknown): number | undefined =>
  Array.isArray(value) ? value.length : undefined
const fieldsOf = (value: unknown): number | undefined =>
  isRecord(value) ? Object.keys(value).length : undefined

const limits: readonly Limit[] = [
  {
    keys: ['maximum', 'exclusiveMaximum'],
    ...{ way: 1, usual: Number.POSITIVE_INFINITY, measure: sizeOf },
  },
  {
    keys: ['minimum', 'exclusiveMinimum'],
    ...{ way: -1, usual: Number.NEGATIVE_INFINITY, measure: sizeOf },
  },
  { keys: ['maxLength'], way: 1, usual: Number.POSITIVE_INFINITY, measure: lengthOf },
  { keys: ['minLength'], way: -1, usual: 0, measure: lengthOf },
  { keys: ['maxItems'], way: 1, usual: Number.POSITIVE_INFINITY, measure: countOf },
  { keys: ['minItems'], way: -1, usual: 0, measure: countOf },
  { keys: ['maxProperties'], way: 1, usual: Number.POSITIVE_INFINITY, measure: fieldsOf },
  { keys: ['minProperties'], way: -1, usual: 0, measure: fieldsOf },
]

/** Where a limit has moved to, if that leaves less room, or more. */
function moved(limit: Limit, before: Shape, after: Shape, how: 'tighter' | 'looser'): Difference[] {
  const [was, is] = [limitIn(before, limit), limitIn(after, limit)]
  const room = (is - was) * limit.way
  if (how === 'tighter' ? !(room < 0) : !(room > 0)) return []
  const breaks = (value: unknown) => {
    const size = limit.measure(value)
    return how === 'looser' || (size !== undefined && (is - size) * limit.way < 0)
  }
  return [{ before: toldOf(before, limit), after: toldOf(after, limit), breaks }]
}

/** A limit that is none of the values itself lies just beside them. */
function limitIn({ keywords }: Shape, { keys, way, usual }: Limit): number {
  const ends = keys.flatMap((key, nth) => {
    const end = keywords[key]
    if (typeof end !== 'number') return []
    return [end - nth * way * Math.max(1, Math.abs(end)) * Number.EPSILON * 2]
  })
  return ends.length === 0 ? usual : way * Math.min(...ends.map(end => way * end))
}

const toldOf = ({ keywords }: Shape, { keys }: Limit) =>
  keys
    .flatMap(key => (typeof keywords[key] !== 'number' ? [] : [`${key} ${keywords[key]}`]))
    .join(', ') || undefined
