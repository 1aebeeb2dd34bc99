import { ownOf } from '../answer/own.ts'
import { isRecord, type Json, listOf } from '../json.ts'
import type { Direction, Found } from './change.ts'
import { type ContractDocument, componentOf, isSame } from './document.ts'
import { envelopeRule, fieldRules } from './rules/fields.ts'
import type { Difference, Rule } from './rules/rule.ts'
import { valueRules } from './rules/values.ts'
import { createShapes, type Shape } from './shape.ts'

/** A change that was found, and whether what was recorded there would no longer do. */
export interface Noted<Touched = unknown> extends Found {
  readonly breaks: (recorded: Touched) => boolean
}

/** Two schemas that stand for the same: what is different about them, and what is within. */
export interface Pair {
  readonly noted: readonly Noted[]
  below(): readonly Below[]
}

interface Below {
  readonly pair: Pair
  /** What a value has there. */
  valuesIn(value: unknown): readonly unknown[]
}

/** How it is told where a schema stands: `User`, `.email`, ` in replies`. */
interface Spot {
  readonly head: string
  readonly path: string
  readonly tail: string
}

/** Two schemas that are to be compared. */
interface Sides {
  readonly before: unknown
  readonly after: unknown
}

export interface Comparing {
  /** Compares what is sent, or a part of it. */
  sent(sides: Sides, place: string): Pair
  /** Compares the whole body of replies. */
  answered(sides: Sides, place: string): Pair
}

type Role = Direction | 'whole reply'

/** Compares schemas of two documents; what was compared once is known. */
export function createComparing(before: ContractDocument, after: ContractDocument): Comparing {
  const shapes = { before: createShapes(before), after: createShapes(after) }
  const known = createKnown(after)

  const pairOf = (sides: Sides, role: Role, spot: Spot): Pair =>
    known(role, before.at(sides.before), after.at(sides.after), () =>
      toPair(sides, role, spotOf(sides, role, spot)),
    )

  const toPair = (sides: Sides, role: Role, spot: Spot): Pair => {
    const direction = role === 'request' ? 'request' : 'reply'
    const was = seen(shapes.before(sides.before), direction, before)
    const is = seen(shapes.after(sides.after), direction, after)
    const noted = (rule: Rule<Shape>) =>
      rule.find(was, is, direction).map(one => toNoted(rule, one, direction, told(spot, one.at)))
    const envelope = role === 'whole reply' ? noted(envelopeRule) : []
    if (envelope.length > 0) return { noted: envelope, below: () => [] }
    let below: readonly Below[] | undefined
    return {
      noted: [...valueRules, ...fieldRules].flatMap(noted),
      below: () => {
        below ??= stepsIn(was, is)
          .filter(step => !isSettled(step))
          .map(({ valuesIn, path, ...schemas }) => ({
            pair: pairOf(schemas, direction, { ...spot, path: spot.path + path }),
            valuesIn,
          }))
        return below
      },
    }
  }

  const from = (place: string): Spot => ({ head: place, path: '', tail: '' })
  return {
    sent: (sides, place) => pairOf(sides, 'request', from(place)),
    answered: (sides, place) => pairOf(sides, 'whole reply', from(place)),
  }
}

/** What was compared once is known: two that stand for each other in circles are come upon again and again. */
function createKnown(document: ContractDocument) {
  const known: Record<Role, WeakMap<Json, WeakMap<Json, Pair>>> = {
    request: new WeakMap(),
    reply: new WeakMap(),
    'whole reply': new WeakMap(),
  }
  let count = 0
  return (role: Role, before: Json, after: Json, make: () => Pair): Pair => {
    const pairs = known[role].get(before) ?? new WeakMap<Json, Pair>()
    known[role].set(before, pairs)
    const made = pairs.get(after)
    if (made) return made
    count += 1
    if (count > mostPairs) throw tooMany(document)
    const pair = make()
    pairs.set(after, pair)
    return pair
  }
}

/** Circles of different lengths may be gone round in as many ways as the one is long times the other. */
const mostPairs = 300_000

const tooMany = ({ name }: ContractDocument): Error =>
  new Error(
    `Failed to compare "${name}": its schemas stand for others in more than ${mostPairs} ways. Compare parts of it.`,
  )

/** A component is told by its name, wherever it is used. */
function spotOf({ before, after }: Sides, role: Role, spot: Spot): Spot {
  const name = componentOf(after) ?? componentOf(before)
  if (name === undefined) return spot
  return { head: name, path: '', tail: role === 'request' ? ' in requests' : ' in replies' }
}

const told = ({ head, path, tail }: Spot, at = ''): string => head + path + at + tail

/** A difference under its rule, with its verdict. */
export function toNoted<Subject, Touched>(
  { id, says, verdict: usual }: Rule<Subject, Touched>,
  { before, after, verdict, breaks = () => true }: Difference<Touched>,
  direction: Direction,
  place: string,
): Noted<Touched> {
  const own = verdict ?? (typeof usual === 'string' ? usual : usual[direction])
  return { rule: id, says, verdict: own, place, before, after, breaks }
}

/** A shape without the fields that do not go this way: `readOnly` is never sent, `writeOnly` never answered. */
function seen(shape: Shape, direction: Direction, document: ContractDocument): Shape {
  const other = direction === 'request' ? 'readOnly' : 'writeOnly'
  const entries = Object.entries(shape.fields)
  const shown = entries.filter(([, field]) => document.at(field)[other] !== true)
  if (shown.length === entries.length) return shape
  const fields = Object.fromEntries(shown)
  return { ...shape, fields, required: shape.required.filter(name => Object.hasOwn(fields, name)) }
}

interface Step extends Sides {
  readonly path: string
  valuesIn(value: unknown): readonly unknown[]
}

/** What both have within: fields, elements, what else may be there, and schemas one of which has to be met. */
function stepsIn(before: Shape, after: Shape): Step[] {
  const shared = (key: 'fields' | 'alternatives') =>
    Object.keys(before[key]).filter(name => Object.hasOwn(after[key], name))
  const others = (value: unknown) =>
    Object.entries(Object(isRecord(value) ? value : {})).flatMap(([name, one]) =>
      Object.hasOwn(before.fields, name) ? [] : [one],
    )
  return [
    ...shared('fields').map(name => ({
      ...{ path: `.${name}`, before: before.fields[name], after: after.fields[name] },
      valuesIn: (value: unknown) =>
        isRecord(value) && Object.hasOwn(value, name) ? [ownOf(value, name)] : [],
    })),
    ...both({ path: '[]', before: before.items, after: after.items, valuesIn: listOf }),
    ...both({ path: '.*', before: before.rest, after: after.rest, valuesIn: others }),
    ...shared('alternatives').map(name => ({
      ...{ path: '', before: before.alternatives[name], after: after.alternatives[name] },
      valuesIn: (value: unknown) => [value],
    })),
  ]
}

const both = (step: Step): Step[] =>
  step.before === undefined && step.after === undefined ? [] : [step]

/** The same, and nothing in it stands elsewhere. */
const isSettled = ({ before, after }: Step): boolean =>
  isSame(before, after) && !JSON.stringify(before).includes('"$ref"')
