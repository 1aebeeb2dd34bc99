import { table } from '../openapi/tables.ts'
import { code } from '../reporting/markdown.ts'
import { counted, printable } from '../reporting/text.ts'
import { attributes, escaped } from '../reporting/xml.ts'
import type { Change, Verdict } from './change.ts'
import type { Diff, DocumentDiff } from './diff.ts'

/** How a diff is written into a file. */
export const writers = { junit: toJUnit, json: toJson, markdown: toMarkdown } as const

/** How many changes of a verdict a terminal is given, and how many names of a list. */
const most = { changes: 40, names: 3 }

/** For a terminal: each change under its verdict, the worst first, and one line that sums up. */
export function toText(diff: Diff): string {
  const told = diff.documents.flatMap(document => toParagraphs(document))
  return printable([...told, sumOf(diff)].join('\n'))
}

function toParagraphs({ title, changes }: DocumentDiff): string[] {
  return verdicts.flatMap(verdict => {
    const own = changes.filter(change => change.verdict === verdict)
    if (own.length === 0) return []
    if (verdict === 'harmless') return [`${title}, ${verdict}:`, ...inBrief(own), '']
    const left = own.length - most.changes
    return [
      `${title}, ${verdict}:`,
      ...own.slice(0, most.changes).flatMap(toLines),
      ...(left > 0 ? [`  and ${left} more: --report json=<file> has all`] : []),
      '',
    ]
  })
}

/** Nobody has to do anything: a line for each rule is enough. */
function inBrief(changes: readonly Change[]): string[] {
  const rules = new Map(changes.map(({ rule, says }) => [rule, says]))
  return [...rules].map(([rule, says]) => {
    const own = changes.filter(change => change.rule === rule)
    const places = own.map(({ operations, place }) => (place === '' ? few(operations) : place))
    return `  ${few(places)}: ${says} (${rule})`
  })
}

const verdicts: readonly Verdict[] = ['breaking', 'perhaps', 'harmless']

function toLines(change: Change): string[] {
  const { rule, verdict, says, operations, place, calls = [] } = change
  const where = [few(operations), place].filter(part => part !== '').join(': ')
  const how = verdict === 'breaking' ? 'breaks' : 'may break'
  return [
    `  ${where}${valuesOf(change)}`,
    `    ${says} (${rule})`,
    ...(calls.length > 0 ? [`    ${how} ${counted(calls.length, 'call')}: ${few(calls)}`] : []),
  ]
}

/** `: 40 -> 20` */
function valuesOf({ before, after }: Change): string {
  if (before === undefined && after === undefined) return ''
  if (before === undefined) return `: now ${after}`
  return after === undefined ? `: was ${before}` : `: ${before} -> ${after}`
}

function few(names: readonly string[]): string {
  const left = names.length - most.names
  return left > 0 ? `${names.slice(0, most.names).join(', ')} and ${left} more` : names.join(', ')
}

function sumOf({ before, after, counts, weighed }: Diff): string {
  const { breaking, perhaps, harmless } = counts
  const changes =
    breaking + perhaps + harmless === 0
      ? 'nothing changed'
      : `${breaking} breaking, ${perhaps} perhaps, ${harmless} harmless`
  return [`${before} -> ${after}: ${changes}`, ...(weighed ? [toWords(weighed)] : [])].join('\n')
}

const toWords = ({ calls, broken, perhaps, strange }: NonNullable<Diff['weighed']>): string =>
  [
    `of ${counted(calls, 'recorded call')} ${broken} would break, ${perhaps} may`,
    ...(strange > 0 ? [`, and ${strange} are none of the contract`] : []),
  ].join('')

/** The whole diff, two blanks deep. */
function toJson(diff: Diff): string {
  return `${JSON.stringify(diff, null, 2)}\n`
}

/** JUnit's XML: a test case for every change, a failure for every one that breaks; for each document that is as it was, one. */
function toJUnit(diff: Diff): string {
  const { before, after, documents, counts } = diff
  const cases = documents.flatMap(({ title, changes }) =>
    changes.length === 0
      ? [`    <testcase ${attributes({ classname: title, name: 'nothing changed' })}/>`]
      : changes.map(change => testCase(title, change)),
  )
  const sums = attributes({ tests: cases.length, failures: counts.breaking, errors: 0, skipped: 0 })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: 'contract-doubles diff' })} ${sums}>`,
    `  <testsuite ${attributes({ name: `${before} -> ${after}` })} ${sums}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(title: string, change: Change): string {
  const { rule, verdict, operations, place, says } = change
  const name = [rule, few(operations), place].filter(part => part !== '').join(' ')
  const text = escaped(toLines(change).join('\n'))
  const inner =
    verdict === 'breaking'
      ? `<failure ${attributes({ type: rule, message: says })}>${text}</failure>`
      : `<system-out>${escaped(verdict)}\n${text}</system-out>`
  return `    <testcase ${attributes({ classname: title, name })}>${inner}</testcase>`
}

/** For a pull request: the sums, and a table of what breaks, of what may, and of the rest. */
function toMarkdown(diff: Diff): string {
  const sections = diff.documents.flatMap(({ title, changes }) =>
    verdicts.flatMap(verdict => {
      const own = changes.filter(change => change.verdict === verdict)
      return own.length === 0 ? [] : [`## ${title}: ${verdict}`, tableOf(own)]
    }),
  )
  return ['# What changed', ...sumOf(diff).split('\n'), ...sections, ''].join('\n\n')
}

const tableOf = (changes: readonly Change[]): string =>
  table(
    ['operations', 'where', 'rule', 'what it says', 'before', 'after', 'recorded calls'],
    changes.map(({ operations, place, rule, says, before, after, calls = [] }) =>
      [
        ...[few(operations), place === '' ? '' : code(place), code(rule), says],
        ...[before === undefined ? '' : code(before), after === undefined ? '' : code(after)],
        few(calls),
      ].map(cell => cell.replaceAll(/\s+/g, ' ')),
    ),
  )
