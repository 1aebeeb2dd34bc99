import { table } from '../openapi/tables.ts'
import { code } from '../reporting/markdown.ts'
import { counted, printable } from '../reporting/text.ts'
import { attributes, escaped } from '../reporting/xml.ts'

/** Something in a pact that the contract does not have, or has otherwise. */
export interface PactFinding {
  /** A `fault` contradicts the contract; a `warning` is nothing that it tells about. */
  readonly kind: 'fault' | 'warning'
  /** `response.status.unknown` */
  readonly code: string
  readonly message: string
  /** Where in the interaction: `response.status`. */
  readonly place: string
  /** What stands there, as JSON; absent where nothing does. */
  readonly value?: string
  /** Where the contract tells about it: `GET /users/{id}`; absent where it does not. */
  readonly contract?: string
}

/** An interaction of a pact, and what was found in it. */
export interface CheckedInteraction {
  readonly description: string
  readonly findings: readonly PactFinding[]
}

/** A pact that was held to the contract. */
export interface CheckedPact {
  readonly file: string
  readonly consumer: string
  readonly api: string
  readonly title: string
  readonly interactions: readonly CheckedInteraction[]
  /** What was not checked, each a sentence. */
  readonly notes: readonly string[]
}

/** What the check of pacts came to: plain JSON. */
export interface PactReport {
  readonly counts: {
    readonly pacts: number
    readonly interactions: number
    readonly faults: number
    readonly warnings: number
  }
  readonly pacts: readonly CheckedPact[]
}

export function toPactReport(pacts: readonly CheckedPact[]): PactReport {
  const interactions = pacts.flatMap(pact => pact.interactions)
  const count = (kind: PactFinding['kind']) =>
    interactions.flatMap(({ findings }) => findings).filter(one => one.kind === kind).length
  return {
    counts: {
      ...{ pacts: pacts.length, interactions: interactions.length },
      ...{ faults: count('fault'), warnings: count('warning') },
    },
    pacts,
  }
}

/** How a check is written into a file. */
export const writers = { junit: toJUnit, json: toJson, markdown: toMarkdown } as const

/** For a terminal: the findings under their interactions, faults first, and a line for each pact. */
export function toText({ pacts }: PactReport): string {
  const interactions = pacts.flatMap(pact => pact.interactions)
  const failed = interactions.filter(isFailed)
  const warned = interactions.filter(one => one.findings.length > 0 && !isFailed(one))
  const told = [...failed.slice(0, most.failed), ...warned.slice(0, most.warned)]
  const left = failed.length + warned.length - told.length
  const more = left > 0 ? [`and ${left} more interactions: --report json=<file> has all`] : []
  return printable([...told.flatMap(toLines), ...more, ...pacts.flatMap(toSum)].join('\n'))
}

/** How many interactions a terminal is given, with faults, and with warnings alone. */
const most = { failed: 40, warned: 10 }

function toLines({ description, findings }: CheckedInteraction): string[] {
  return [`${description.replaceAll(/\s+/g, ' ')}:`, ...findings.map(toLine), '']
}

const toLine = ({ kind, code: rule, message, place, value, contract }: PactFinding): string =>
  [
    `  ${kind}: ${message} (${rule})`,
    `    ${place}${value === undefined ? '' : `: ${value}`}`,
    ...(contract === undefined ? [] : [`    the contract: ${contract}`]),
  ].join('\n')

function toSum(pact: CheckedPact): string[] {
  const { counts } = toPactReport([pact])
  const sums = [
    counted(counts.faults, 'fault'),
    counted(counts.warnings, 'warning'),
    counted(counts.interactions, 'interaction'),
  ]
  return [
    ...pact.notes.map(sentence => `note: ${sentence}`),
    `${pact.consumer} -> ${pact.title}: ${sums.join(', ')} (${pact.file})`,
  ]
}

/** The whole report, two blanks deep. */
function toJson(report: PactReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}

/** JUnit's XML: a test suite for every pact, a test case for every interaction, a failure for every fault. */
function toJUnit({ pacts, counts }: PactReport): string {
  const sums = attributes({ tests: counts.interactions, failures: failuresIn(pacts) })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: 'contract-doubles pact check' })} ${sums} errors="0">`,
    ...pacts.flatMap(toSuite),
    '</testsuites>',
    '',
  ].join('\n')
}

const isFailed = ({ findings }: CheckedInteraction): boolean =>
  findings.some(({ kind }) => kind === 'fault')

const failuresIn = (pacts: readonly CheckedPact[]): number =>
  pacts.flatMap(({ interactions }) => interactions).filter(isFailed).length

function toSuite(pact: CheckedPact): string[] {
  const { consumer, title, interactions, notes } = pact
  const sums = attributes({ tests: interactions.length, failures: failuresIn([pact]) })
  return [
    `  <testsuite ${attributes({ name: `${consumer} -> ${title}` })} ${sums} errors="0">`,
    ...interactions.map(one => toCase(title, one)),
    ...(notes.length === 0 ? [] : [`    <system-err>${escaped(notes.join('\n'))}</system-err>`]),
    '  </testsuite>',
  ]
}

/** Of the faults of an interaction JUnit takes one: the others stand within it. */
function toCase(title: string, interaction: CheckedInteraction): string {
  const { description, findings } = interaction
  const head = attributes({ classname: title, name: description })
  if (findings.length === 0) return `    <testcase ${head}/>`
  const text = escaped(findings.map(toLine).join('\n'))
  const [fault] = findings.filter(({ kind }) => kind === 'fault')
  const inner = fault
    ? `<failure ${attributes({ type: fault.code, message: fault.message })}>${text}</failure>`
    : `<system-out>${text}</system-out>`
  return `    <testcase ${head}>${inner}</testcase>`
}

/** For a pull request: a table of the findings of each pact. */
function toMarkdown({ pacts }: PactReport): string {
  const sections = pacts.flatMap(pact => {
    const rows = pact.interactions.flatMap(({ description, findings }) =>
      findings.map(finding => toRow(description, finding)),
    )
    const head = ['interaction', '', 'what', 'where', 'value', 'contract']
    return [
      `## ${pact.consumer} -> ${pact.title}`,
      ...toSum(pact),
      ...(rows.length === 0 ? [] : [table(head, rows)]),
    ]
  })
  return ['# Pacts and the contract', ...sections, ''].join('\n\n')
}

const toRow = (
  description: string,
  { kind, message, place, value, contract }: PactFinding,
): string[] =>
  [
    ...[description, kind, message, code(place)],
    ...[value, contract].map(text => (text === undefined ? '' : code(text))),
  ].map(cell => cell.replaceAll(/\s+/g, ' '))
