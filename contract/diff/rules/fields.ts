import { isRecord, recordOf } from '../../json.ts'
import { isSame } from '../document.ts'
import type { Shape } from '../shape.ts'
import { foundIf, less, missingIn, more, type Rule } from './rule.ts'

/** What a default is matters to whoever leaves something out. */
export const defaultChanged = {
  id: 'default-changed',
  says: 'Who leaves it out gets something else.',
  verdict: 'perhaps',
} as const

export const defaultOf = (schema: unknown): unknown => recordOf(schema).default

/** The outermost form of a reply: where that is another, nothing within is comparable. */
export const envelopeRule: Rule<Shape> = {
  id: 'envelope-changed',
  says: 'A reply comes in another envelope: what was read is no longer where it was.',
  verdict: 'breaking',
  find: (before, after) => {
    const [was, is] = [before.types?.join(), after.types?.join()]
    const isTurned = [was, is].toSorted().join() === 'array,object'
    const names = namesOf(before)
    const isMoved =
      names.length > 0 &&
      namesOf(after).length > 0 &&
      missingIn(names, namesOf(after)).length === names.length
    return foundIf(isTurned || isMoved, { before: envelopeOf(before), after: envelopeOf(after) })
  },
}

const envelopeOf = (shape: Shape) => (shape.types?.includes('array') ? 'a list' : namesOf(shape))

/** Rules of what an object has, and of schemas one of which has to be met. */
export const fieldRules: readonly Rule<Shape>[] = [
  {
    id: 'field-removed',
    says: 'A field is gone.',
    verdict: 'perhaps',
    unless: 'breaking where a reply always had it, or where a request with it is refused',
    find: (before, after, direction) =>
      missingIn(namesOf(before), namesOf(after)).map(name => {
        const isRelied = direction === 'reply' && before.required.includes(name)
        const isRefused = direction === 'request' && after.isClosed
        return {
          at: `.${name}`,
          ...((isRelied || isRefused) && { verdict: 'breaking' }),
          breaks: has(name),
        }
      }),
  },
  {
    id: 'field-added',
    says: 'There is a field that there was not.',
    verdict: 'harmless',
    find: (before, after, direction) =>
      missingIn(namesOf(after), namesOf(before))
        .filter(name => direction === 'reply' || !after.required.includes(name))
        .map(name => ({ at: `.${name}` })),
  },
  {
    id: 'field-required',
    says: 'A field that could be left out no longer is.',
    verdict: less,
    find: (before, after, direction) =>
      missingIn(after.required, before.required)
        .filter(name => Object.hasOwn(after.fields, name))
        .filter(name => direction === 'request' || Object.hasOwn(before.fields, name))
        .map(name => ({ at: `.${name}`, breaks: value => isRecord(value) && !has(name)(value) })),
  },
  {
    id: 'field-optional',
    says: 'A field that was always there may be left out.',
    verdict: more,
    find: (before, after) =>
      missingIn(before.required, after.required)
        .filter(name => Object.hasOwn(after.fields, name))
        .map(name => ({ at: `.${name}`, breaks: has(name) })),
  },
  {
    ...defaultChanged,
    find: (before, after, direction) =>
      namesOf(after)
        .filter(name => direction === 'request' && Object.hasOwn(before.fields, name))
        .flatMap(name => {
          const [was, is] = [before.fields[name], after.fields[name]].map(defaultOf)
          const breaks = (value: unknown) => isRecord(value) && !has(name)(value)
          return foundIf(!isSame(was, is), { at: `.${name}`, before: was, after: is, breaks })
        }),
  },
  {
    id: 'unknown-fields-refused',
    says: 'A field that is not described is refused.',
    verdict: less,
    find: (before, after) =>
      foundIf(!before.isClosed && after.isClosed, {
        breaks: value => missingIn(Object.keys(recordOf(value)), namesOf(after)).length > 0,
      }),
  },
  {
    id: 'unknown-fields-allowed',
    says: 'There may be fields that are not described.',
    verdict: { request: 'harmless', reply: 'perhaps' },
    find: (before, after) => foundIf(before.isClosed && !after.isClosed),
  },
  {
    id: 'alternative-removed',
    says: 'One of several schemas is no longer taken.',
    verdict: less,
    find: (before, after) => alternativesOf(before, after).map(name => ({ before: name })),
  },
  {
    id: 'alternative-added',
    says: 'A value may be of a schema that it was not of.',
    verdict: more,
    find: (before, after) => alternativesOf(after, before).map(name => ({ after: name })),
  },
]

/** Of what was no choice before, or is none any more, the type tells enough. */
function alternativesOf({ alternatives: one }: Shape, { alternatives: other }: Shape): string[] {
  const names = Object.keys(other)
  return names.length === 0 ? [] : missingIn(Object.keys(one), names)
}

const namesOf = ({ fields }: Shape): string[] => Object.keys(fields)

const has =
  (name: string) =>
  (value: unknown): boolean =>
    isRecord(value) && Object.hasOwn(value, name)
