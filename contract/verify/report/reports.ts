import { table } from '../../openapi/tables.ts'
import { code, fenced } from '../../reporting/markdown.ts'
import { counted } from '../../reporting/text.ts'
import { attributes, escaped } from '../../reporting/xml.ts'
import type { Finding, Outcome, Report, ToldReading } from './report.ts'

/** How a report is written into a file. */
export const writers = { junit: toJUnit, json: toJson, markdown: toMarkdown } as const

/**
 * For a terminal: every finding with its curl line, and one line that sums up.
 *
 * @example toText(report) // => Overplane at https://api.overplane.dev: 0 breaches, …
 */
export function toText(report: Report): string {
  const { title, baseUrl, counts, findings } = report
  const { scenarios, requests, skipped, breaches, readings, departures } = counts
  const told = findings.map(({ kind, reading, operation, title, page, expected, seen, curl }) =>
    [
      reading === undefined ? `${kind} in ${operation}: ${title}` : `${kind} ${reading}: ${title}`,
      ...(page === undefined ? [] : [`  the page  ${page}`]),
      `  expected  ${expected}`,
      `  seen      ${seen}`,
      `  ${curl}`,
      '',
    ].join('\n'),
  )
  const sum = [
    counted(breaches, 'breach', 'breaches'),
    `${counted(readings, 'reading')} otherwise`,
    counted(departures, 'known departure'),
    `${counted(scenarios, 'check')} (${skipped} skipped)`,
    counted(requests, 'request'),
  ].join(', ')
  return [...told, ...notesOf(report), `${title} at ${baseUrl}: ${sum}`].join('\n')
}

/** What was left behind, and the requests that delete it, a line for each. */
export const toLeft = ({
  leftovers,
  remedies,
}: Pick<Report, 'leftovers' | 'remedies'>): string[] => [
  ...leftovers.map(sentence => `left behind: ${sentence}`),
  ...remedies.map(line => `  ${line}`),
]

const notesOf = (report: Report): string[] => [
  ...(report.isStopped ? ['stopped before its end'] : []),
  ...report.hints.map(sentence => `hint: ${sentence}`),
  ...toLeft(report),
]

/**
 * The whole report, two blanks deep.
 *
 * @example JSON.parse(toJson(report)).title // => Overplane
 */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}

/**
 * JUnit's XML: a test case for every probe and behaviour, a failure for every breach.
 *
 * @example toJUnit(report).includes('<testsuite') // => true
 */
export function toJUnit(report: Report): string {
  const { api, title, scenarios, counts } = report
  const notes = notesOf(report)
  const seconds = scenarios.reduce((sum, scenario) => sum + scenario.seconds, 0).toFixed(3)
  const { scenarios: tests, failed: failures, skipped } = counts
  const unseen = report.readings.filter(({ state }) => state === 'not seen').length
  const sums = attributes({
    tests: tests + report.readings.length,
    failures,
    errors: 0,
    skipped: skipped + unseen,
    time: seconds,
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: 'contract-doubles verify' })} ${sums}>`,
    `  <testsuite ${attributes({ name: title })} ${sums}>`,
    ...scenarios.map(scenario => testCase(api, scenario)),
    ...report.readings.map(reading => readingCase(report, reading)),
    ...(notes.length === 0 ? [] : [`    <system-err>${escaped(notes.join('\n'))}</system-err>`]),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(api: string, { title, seconds, findings, result, why = '' }: Outcome): string {
  const head = attributes({ classname: api, name: title, time: seconds.toFixed(3) })
  const skipped = result === 'skipped' ? [`<skipped ${attributes({ message: why })}/>`] : []
  const inner = [...skipped, ...findings.map(toElement)]
  if (inner.length === 0) return `    <testcase ${head}/>`
  const lines = inner.map(line => `      ${line}`)
  return [`    <testcase ${head}>`, ...lines, '    </testcase>'].join('\n')
}

function toElement({ kind, operation, title, page = '', expected, seen, curl }: Finding): string {
  const text = escaped(`the page: ${page}\nexpected: ${expected}\nseen: ${seen}\n${curl}`)
  return `<failure ${attributes({ type: kind, message: `${operation}: ${title}` })}>${text}</failure>`
}

/** A reading is no failure: it says what was found. */
function readingCase({ api, findings }: Report, { id, about, state, seen }: ToldReading): string {
  const head = attributes({ classname: `${api}.readings`, name: `${id}: ${about}`, time: '0.000' })
  const found = findings.find(({ reading }) => reading === id)
  const inner = found
    ? `<system-out>${escaped(`${found.kind}\nexpected: ${found.expected}\nseen: ${found.seen}\n${found.curl}`)}</system-out>`
    : `<system-out>${escaped(`as taken: ${seen}`)}</system-out>`
  const told = state === 'not seen' ? `<skipped ${attributes({ message: state })}/>` : inner
  return [`    <testcase ${head}>`, `      ${told}`, '    </testcase>'].join('\n')
}

/**
 * For a pull request: the sums, the statuses of each operation, and the findings by kind.
 *
 * @example toMarkdown(report).includes('listUsers') // => true
 */
export function toMarkdown(report: Report): string {
  const { title, baseUrl, counts, operations, readings, isStopped } = report
  const { hints, leftovers, remedies } = report
  const sums = Object.entries(counts).map(([name, count]) => [name, String(count)])
  const statuses = operations.map(({ operation, provoked, unprovoked }) => [
    code(operation),
    provoked.join(', '),
    unprovoked.join(', '),
  ])
  return [
    `# Verification of ${title}`,
    code(baseUrl),
    table(['', 'count'], sums),
    '## Statuses',
    table(['operation', 'provoked', 'documented, not provoked'], statuses),
    ...findingsOf(report, 'breach', 'Breaches'),
    ...findingsOf(report, 'reading', 'Readings that are otherwise'),
    ...findingsOf(report, 'departure', 'Known departures of the live system'),
    '## Readings',
    table(
      ['reading', 'about', 'expected', 'seen', ''],
      readings.map(({ id, about, expected, seen, state }) => [
        ...[code(id), about, String(expected), seen === undefined ? '' : String(seen), state],
      ]),
    ),
    ...(isStopped ? ['Stopped before its end.'] : []),
    ...listed('Hints', hints),
    ...listed('Left behind', leftovers),
    ...(remedies.length === 0 ? [] : [fenced(remedies.join('\n'))]),
    ...skippedOf(report),
    '',
  ].join('\n\n')
}

function findingsOf({ findings }: Report, kind: Finding['kind'], head: string): string[] {
  const found = findings.filter(finding => finding.kind === kind)
  if (found.length === 0) return []
  const told = found.map(({ operation, reading, title, page, expected, seen, curl }) =>
    [
      `### ${code(reading ?? operation)}: ${title}`,
      ...(page === undefined ? [] : [`> ${page.replaceAll('\n', ' ')}`]),
      `- expected ${code(expected)}\n- seen ${code(seen)}`,
      fenced(curl),
    ].join('\n\n'),
  )
  return [`## ${head}`, ...told]
}

const listed = (head: string, sentences: readonly string[]): string[] =>
  sentences.length === 0
    ? []
    : [`## ${head}`, sentences.map(sentence => `- ${sentence}`).join('\n')]

function skippedOf({ scenarios }: Report): string[] {
  const skipped = scenarios.filter(({ result }) => result === 'skipped')
  if (skipped.length === 0) return []
  return [
    '## Skipped',
    table(
      ['check', 'why'],
      skipped.map(({ title, why = '' }) => [title, why]),
    ),
  ]
}
