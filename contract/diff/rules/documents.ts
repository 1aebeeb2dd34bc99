import { isRecord, type Json, listOf, recordOf } from '../../json.ts'
import { type ContractDocument, isSame, textOf, textsOf } from '../document.ts'
import type { OperationView } from '../operations.ts'
import { foundIf, missingIn, type Rule } from './rule.ts'

/** Rules of a document as a whole: where it stands, and its readings. */
export const documentRules: readonly Rule<ContractDocument>[] = [
  {
    id: 'address-changed',
    says: 'The API stands at another address.',
    verdict: 'perhaps',
    unless: 'breaking where the path is another, and not the host alone',
    find: (before, after) => {
      const [was, is] = [addressOf(before), addressOf(after)]
      const isMoved = was !== undefined && is !== undefined && was.path !== is.path
      return foundIf(was?.url !== is?.url, {
        ...{ before: was?.url, after: is?.url },
        ...(isMoved ? { verdict: 'breaking' } : { of: [] }),
      })
    },
  },
  {
    id: 'reading-changed',
    says: 'Where the documentation leaves a choice, another value is taken.',
    verdict: 'perhaps',
    unless: 'breaking where the value before was documented or observed, and not assumed',
    find: (before, after) =>
      readingsIn(before, after).flatMap(([id, was, is]) => {
        // What was known, and not only assumed, was relied on.
        const isKnown = was?.source !== undefined && was.source !== 'assumed'
        return foundIf(was !== undefined && is !== undefined && !isSame(was.takes, is.takes), {
          ...{ at: `reading ${id}`, of: ofReading(is), before: was?.takes, after: is?.takes },
          ...(isKnown && { verdict: 'breaking' }),
        })
      }),
  },
  {
    id: 'live-changed',
    says: 'The live system was seen to do otherwise than before.',
    verdict: 'perhaps',
    find: (before, after) =>
      readingsIn(before, after).flatMap(([id, was, is]) =>
        foundIf(was !== undefined && is !== undefined && !isSame(was.live, is.live), {
          ...{ at: `reading ${id}`, of: ofReading(is), before: was?.live, after: is?.live },
        }),
      ),
  },
  {
    id: 'reading-added',
    says: 'A choice that the documentation leaves is told.',
    verdict: 'harmless',
    find: (before, after) =>
      readingsIn(before, after).flatMap(([id, was, is]) =>
        foundIf(was === undefined, {
          ...{ at: `reading ${id}`, of: ofReading(is), after: is?.takes },
        }),
      ),
  },
  {
    id: 'reading-removed',
    says: 'A choice is no longer told: it may be settled, or forgotten.',
    verdict: 'perhaps',
    find: (before, after) =>
      readingsIn(before, after).flatMap(([id, was, is]) =>
        foundIf(is === undefined, {
          ...{ at: `reading ${id}`, of: ofReading(was), before: was?.takes },
        }),
      ),
  },
]

type Operations = ReadonlyMap<string, OperationView>

/** What becomes of a whole document. */
export const wholeRules = {
  removed: { id: 'document-removed', says: 'The whole API is gone.', verdict: 'breaking' },
  added: { id: 'document-added', says: 'There is another API.', verdict: 'harmless' },
} as const

/** Rules of which operations there are. */
export const operationsRules: readonly Rule<Operations>[] = [
  {
    id: 'operation-removed',
    says: 'An operation is gone.',
    verdict: 'breaking',
    find: (before, after) => onlyIn(before, after),
  },
  {
    id: 'operation-added',
    says: 'There is an operation that there was not.',
    verdict: 'harmless',
    find: (before, after) => onlyIn(after, before),
  },
]

const onlyIn = (one: Operations, other: Operations) =>
  missingIn([...one.keys()], [...other.keys()]).map(key => ({ of: [one.get(key)?.name ?? key] }))

/** The first of the servers, with what its variables are by default. */
function addressOf({ root }: ContractDocument): { url: string; path: string } | undefined {
  const { url: template, variables } = recordOf(listOf(root.servers)[0])
  if (typeof template !== 'string') return undefined
  const url = template.replaceAll(/\{([^}]*)\}/g, (whole, name: string) => {
    const { default: usual } = recordOf(recordOf(variables)[name])
    return typeof usual === 'string' ? usual : whole
  })
  return { url, path: pathIn(url) }
}

const pathIn = (url: string): string =>
  url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '')

/** The path under which an API stands, as in `/v1`; empty where that is none. */
export const basePathIn = (document: ContractDocument): string => addressOf(document)?.path ?? ''

type Told = readonly [id: string, before: Json | undefined, after: Json | undefined]

/** The readings of both, by their ids. */
function readingsIn(before: ContractDocument, after: ContractDocument): Told[] {
  const [were, are] = [readingsOf(before), readingsOf(after)]
  const ids = new Set([...were.keys(), ...are.keys()])
  return [...ids].map(id => [id, were.get(id), are.get(id)])
}

const readingsOf = ({ root }: ContractDocument): ReadonlyMap<string, Json> =>
  new Map(
    listOf(root['x-readings'])
      .filter(isRecord)
      .map(reading => [textOf(reading.id), reading]),
  )

const ofReading = (reading: Json | undefined): readonly string[] => textsOf(reading?.of)
