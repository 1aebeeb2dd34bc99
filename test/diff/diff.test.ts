import { describe, expect, it } from 'vitest'
import { diff } from '../../contract/diff/diff.ts'
import { toContractDocument } from '../../contract/diff/document.ts'
import { callsOfJournal, callsOfPact } from '../../contract/diff/recordings.ts'
import { ruleTable } from '../../contract/diff/rules/table.ts'
import { readPact } from '../../contract/pact/reading.ts'
import { type DocumentPair, pairs, type Sample } from './pairs.ts'
import { edited } from './parcels.ts'

const between = ({ before, after }: Pick<DocumentPair, 'before' | 'after'>) => ({
  before: toContractDocument('before.json', edited(before)),
  after: toContractDocument('after.json', edited(after)),
})

const changesOf = (
  documents: ReturnType<typeof between>,
  recorded?: ReturnType<typeof callsOfPact>,
) =>
  diff({
    ...{ before: 'v1', after: 'v2', documents: [{ name: 'parcels.json', ...documents }] },
    ...(recorded && { recorded }),
  })

const linesOf = ({ documents }: ReturnType<typeof diff>) =>
  documents.flatMap(({ changes }) =>
    changes.map(
      ({ verdict, rule, operations, place }) =>
        `${verdict} ${rule} ${operations.join(', ')}: ${place}`,
    ),
  )

const bearer = { Authorization: 'Bearer …' }
const sentHeaders = ({ headers, body }: Sample) => ({
  ...bearer,
  ...(body !== undefined && { 'Content-Type': 'application/json' }),
  ...headers,
})
const known = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).filter(([, value]) => value !== '')

/** As `GET /__admin/journal` tells it. */
const journalOf = (sample: Sample) => {
  const { method, path, query = {}, body, status, reply } = sample
  const headers = known(sentHeaders(sample)).map(([name, value]) => [name.toLowerCase(), value])
  const entry = {
    ...{ nth: 1, at: '2024-01-15T09:30:00Z', method, path, query, body },
    headers: Object.fromEntries(headers),
    reply: { status, body: reply },
  }
  return JSON.parse(JSON.stringify([{ api: 'parcels', dropped: 0, entries: [entry] }]))
}

/** As a consumer's tests write it: version 3. */
const pactOf = (sample: Sample) => {
  const { method, path, query = {}, body, status, reply } = sample
  const headers = Object.fromEntries(known(sentHeaders(sample)))
  const lists = Object.entries(query).map(([name, value]) => [name, [value]])
  const request = { method, path, query: Object.fromEntries(lists), headers, body }
  const interaction = { description: 'a call', request, response: { status, body: reply } }
  return JSON.parse(
    JSON.stringify({
      consumer: { name: 'shop' },
      provider: { name: 'Parcels' },
      interactions: [interaction],
      metadata: { pactSpecification: { version: '3.0.0' } },
    }),
  )
}

describe('a change of a contract', () => {
  it('is known of many pairs of documents, ten of which other lists of rules judge', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(20)
    expect(pairs.filter(({ list }) => list).length).toBeGreaterThanOrEqual(10)
  })

  it('has a pair of documents for every rule', () => {
    const rules = [...ruleTable().matchAll(/^\| `([\w-]+)`/gm)].map(([, id]) => id)
    const met = pairs.flatMap(({ expected }) => expected.map(line => line.split(' ')[1]))
    const elsewhere = ['document-removed', 'document-added']
    expect(rules.filter(id => ![...met, ...elsewhere].includes(id))).toEqual([])
    expect(rules.length).toBeGreaterThan(40)
  })

  it.each(pairs)('is judged: $title', pair => {
    expect(linesOf(changesOf(between(pair)))).toEqual(pair.expected)
  })

  it.each(pairs.flatMap(pair => (pair.hit ? [{ ...pair, hit: pair.hit }] : [])))(
    'breaks a call that was recorded: $title',
    pair => {
      const [verdict] = pair.expected[0]?.split(' ') ?? []
      for (const recorded of [
        callsOfJournal(journalOf(pair.hit)),
        callsOfPact(readPact(pactOf(pair.hit))),
      ]) {
        const { weighed, documents } = changesOf(between(pair), recorded)
        const broken = verdict === 'breaking' ? 1 : 0
        expect(weighed).toEqual({ calls: 1, strange: 0, broken, perhaps: 1 - broken })
        expect(documents[0]?.changes[0]?.calls).toEqual([recorded[0]?.name])
      }
    },
  )

  it.each(pairs.flatMap(pair => (pair.missed ? [{ ...pair, missed: pair.missed }] : [])))(
    'does nothing to another call: $title',
    pair => {
      for (const recorded of [
        callsOfJournal(journalOf(pair.missed)),
        callsOfPact(readPact(pactOf(pair.missed))),
      ]) {
        const { weighed } = changesOf(between(pair), recorded)
        expect(weighed).toEqual({ calls: 1, strange: 0, broken: 0, perhaps: 0 })
      }
    },
  )
})
