import type { Shape } from '../document/shape.ts'
import type { Component } from './components.ts'

type Components = ReadonlyMap<string, Component>

/** The shape that a name stands for. */
export function resolved(components: Components, shape: Shape): Shape {
  if (shape.kind !== 'named') return shape
  const { words: _, more: __, shown: ___, ...own } = shape
  const target = components.get(own.name)?.shape ?? { kind: 'anything' }
  return { ...resolved(components, target), ...(own.isNullable && { isNullable: true }) }
}

/** Whether every value of a shape is one of another, as far as that can be seen. */
export function isTaken(components: Components, target: Shape, source: Shape): boolean {
  if (target.kind === 'named' && source.kind === 'named' && target.name === source.name)
    return !source.isNullable || target.isNullable === true
  const [to, from] = [resolved(components, target), resolved(components, source)]
  if (to.kind === 'anything') return true
  if (from.isNullable && !to.isNullable) return false
  if (from.kind === 'either') return from.of.every(one => isTaken(components, to, one))
  return isTakenKind(components, to, from)
}

function isTakenKind(components: Components, to: Shape, from: Shape): boolean {
  switch (to.kind) {
    case 'choice':
      return from.kind === 'choice' && from.values.every(one => to.values.includes(one))
    case 'text':
      return isTakenText(to, from)
    case 'number':
      return isTakenNumber(to, from)
    case 'list':
      return from.kind === 'list' && isWithin(to, from) && isTaken(components, to.of, from.of)
    case 'either':
      return to.of.some(one => isTaken(components, one, from))
    case 'map':
      return from.kind === 'map' && isTaken(components, to.of, from.of)
    case 'object':
      return isTakenObject(components, to, from)
    default:
      return to.kind === 'truth' && from.kind === 'truth'
  }
}

function isTakenText(to: Extract<Shape, { kind: 'text' }>, from: Shape): boolean {
  if (from.kind === 'choice') return isFree(to) && from.values.every(one => typeof one === 'string')
  return (
    from.kind === 'text' && isWithin(to, from) && [undefined, from.pattern].includes(to.pattern)
  )
}

const isTakenNumber = (to: Extract<Shape, { kind: 'number' }>, from: Shape): boolean =>
  from.kind === 'number' &&
  (!to.isWhole || from.isWhole) &&
  isWithin(to, from) &&
  [to.above, to.below, to.step].every(one => one === undefined)

const isFree = ({ min, max, pattern }: Extract<Shape, { kind: 'text' }>): boolean =>
  [min, max, pattern].every(one => one === undefined)

interface Bounds {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

const isWithin = (to: Bounds, from: Bounds): boolean =>
  (to.min === undefined || (from.min ?? Number.NEGATIVE_INFINITY) >= to.min) &&
  (to.max === undefined || (from.max ?? Number.POSITIVE_INFINITY) <= to.max)

function isTakenObject(
  components: Components,
  to: Extract<Shape, { kind: 'object' }>,
  from: Shape,
): boolean {
  if (from.kind !== 'object') return false
  const isShared = to.fields.some(({ name }) => from.fields.some(one => one.name === name))
  // Of two that may both be empty TypeScript wants to see something in common.
  if (!isShared && to.fields.length > 0) return false
  return to.fields.every(field => {
    const own = from.fields.find(({ name }) => name === field.name)
    if (own === undefined) return !field.isRequired
    return (own.isRequired || !field.isRequired) && isTaken(components, field.shape, own.shape)
  })
}
