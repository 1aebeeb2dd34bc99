import type { CallView } from '../calls.ts'
import { isSame } from '../document.ts'
import type { OperationView, ParameterView } from '../operations.ts'
import { defaultChanged, defaultOf } from './fields.ts'
import { foundIf, missingIn, type Rule } from './rule.ts'

/** Rules of an operation besides its schemas. */
export const operationRules: readonly Rule<OperationView, CallView>[] = [
  {
    id: 'operation-renamed',
    says: 'The operation has another name: clients that are made of the document call theirs by it.',
    verdict: 'perhaps',
    find: (before, after) =>
      foundIf(before.name !== after.name && !before.name.includes(' '), {
        ...{ before: before.name, after: after.name, breaks: () => false },
      }),
  },
  {
    id: 'operation-deprecated',
    says: 'The operation will go.',
    verdict: 'harmless',
    find: (before, after) => foundIf(!before.isDeprecated && after.isDeprecated),
  },
  {
    id: 'parameter-required',
    says: 'A parameter has to be sent.',
    verdict: 'breaking',
    find: (before, after) =>
      parametersOf(after).flatMap(([key, is]) => {
        const isNew = is.isRequired && !before.parameters.get(key)?.isRequired
        return foundIf(isNew && is.in !== 'path', { at: key, breaks: call => !call.has(is) })
      }),
  },
  {
    id: 'parameter-optional',
    says: 'A parameter may be left out.',
    verdict: 'harmless',
    find: (before, after) =>
      parametersOf(after).flatMap(([key, is]) =>
        foundIf(before.parameters.get(key)?.isRequired === true && !is.isRequired, { at: key }),
      ),
  },
  {
    id: 'parameter-added',
    says: 'There is a parameter that may be sent.',
    verdict: 'harmless',
    find: (before, after) =>
      parametersOf(after).flatMap(([key, is]) =>
        foundIf(!before.parameters.has(key) && !is.isRequired, { at: key }),
      ),
  },
  {
    id: 'parameter-removed',
    says: 'A parameter is no longer described: it may be ignored, or refused.',
    verdict: 'perhaps',
    find: (before, after) =>
      parametersOf(before).flatMap(([key, was]) =>
        foundIf(!after.parameters.has(key), { at: key, breaks: call => call.has(was) }),
      ),
  },
  {
    id: 'parameter-written-otherwise',
    says: 'A list or an object is written otherwise.',
    verdict: 'breaking',
    find: (before, after) =>
      parametersOf(after).flatMap(([key, is]) => {
        const was = before.parameters.get(key)
        return foundIf(was !== undefined && was.style !== is.style, {
          ...{ at: key, before: was?.style, after: is.style, breaks: call => call.has(is) },
        })
      }),
  },
  {
    ...defaultChanged,
    find: (before, after) =>
      parametersOf(after).flatMap(([key, is]) => {
        const parameter = before.parameters.get(key)
        const was = defaultOf(parameter?.schema)
        const now = defaultOf(is.schema)
        return foundIf(parameter !== undefined && !isSame(was, now), {
          ...{ at: key, before: was, after: now, breaks: call => !call.has(is) },
        })
      }),
  },
  {
    id: 'credential-required',
    says: 'A way to be let in is gone, or asks for more.',
    verdict: 'breaking',
    find: ({ credentials: before }, { credentials: after }) =>
      foundIf(isLost(before, after), {
        ...{ before: before.map(toldWay), after: after.map(toldWay) },
        breaks: call => !after.some(way => call.shows(way)),
      }),
  },
  {
    id: 'credential-released',
    says: 'There is another way to be let in, or none is needed.',
    verdict: 'harmless',
    find: ({ credentials: before }, { credentials: after }) =>
      foundIf(!isLost(before, after) && isLost(after, before), {
        ...{ before: before.map(toldWay), after: after.map(toldWay) },
      }),
  },
]

type Ways = OperationView['credentials']

/** Whether one way to be let in no longer is one. */
const isLost = (before: Ways, after: Ways): boolean =>
  after.length > 0 &&
  (before.length === 0 ? [[]] : before).some(
    shown => !after.some(way => missingIn(way, shown).length === 0),
  )

const toldWay = (way: readonly string[]): string => way.join(' and ') || 'nothing'

const parametersOf = ({ parameters }: OperationView): (readonly [string, ParameterView])[] => [
  ...parameters,
]
