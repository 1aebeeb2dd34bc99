import { table } from '../openapi/tables.ts'
import { code, fenced } from '../reporting/markdown.ts'
import { counted, printable } from '../reporting/text.ts'
import { attributes, escaped } from '../reporting/xml.ts'
import type { ApiTraffic, CalledOperation, TrafficFinding, TrafficReport } from './report.ts'

/** How what traffic came to is written into a file. */
export const writers = { junit: toJUnit, json: toJson, markdown: toMarkdown } as const

/** So many findings are told in a terminal: a file has all of them. */
const mostTold = 20

/** For a terminal: every finding with the first call that showed it, and a few lines that sum up. */
export const toText = ({ apis, skipped }: TrafficReport): string =>
  printable([...apis.flatMap(textOf), ...leftAlone('skipped', skipped)].join('\n'))

function textOf(traffic: ApiTraffic): string[] {
  const { title, baseUrl, findings, counts, operations, unjudged, hints } = traffic
  const missing = findings.length - mostTold + traffic.more
  const uncalled = operations.filter(({ calls }) => calls === 0).map(({ operation }) => operation)
  return [
    ...findings.slice(0, mostTold).flatMap(one => [toLines(one), '']),
    ...(missing > 0 ? [`and ${missing} more: --report json=<file> has them`] : []),
    ...hints.map(sentence => `hint: ${sentence}`),
    `${title} at ${baseUrl}: ${sumOf(counts)}`,
    ...leftAlone('not judged', unjudged),
    ...(uncalled.length === 0 || counts.calls === 0
      ? []
      : [`  not called: ${uncalled.join(', ')} (of ${operations.length} operations)`]),
  ]
}

/** A finding as it is told in a terminal. */
export function toLines(finding: TrafficFinding): string {
  const { kind, reading, operation, title, page, expected, seen, curl, times } = finding
  const often = times > 1 ? ` (${times} calls)` : ''
  if (kind === 'violation') {
    const near = expected === '' ? [] : [`  near      ${expected}`]
    const head = `violation in ${operation}: ${title}${often}`
    return [head, ...near, `  seen      ${seen}`, `  ${curl}`].join('\n')
  }
  return [
    `${kind} ${reading ?? `in ${operation}`}: ${title}${often}`,
    ...(page === undefined ? [] : [`  the page  ${page}`]),
    `  expected  ${expected}`,
    `  seen      ${seen}`,
    `  ${curl}`,
  ].join('\n')
}

const sumOf = (counts: ApiTraffic['counts']): string =>
  [
    counted(counts.breaches, 'breach', 'breaches'),
    counted(counts.violations, 'violation'),
    `${counted(counts.readings, 'reading')} otherwise`,
    counted(counts.departures, 'known departure'),
    `${counted(counts.calls, 'call')} (${counts.judged} judged)`,
  ].join(', ')

const leftAlone = (what: string, whys: Readonly<Record<string, number>>): string[] =>
  Object.entries(whys).map(([why, count]) => `  ${what}: ${count}, ${why}`)

/** The whole report, two blanks deep. */
function toJson(report: TrafficReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}

/** JUnit's XML: a test case for every operation, a failure for everything that is otherwise on either side. */
function toJUnit({ source, apis }: TrafficReport): string {
  const suites = apis.map(toSuite)
  const sums = attributes({
    tests: suites.reduce((sum, { tests }) => sum + tests, 0),
    failures: suites.reduce((sum, { failures }) => sum + failures, 0),
    errors: 0,
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: `traffic of ${source}` })} ${sums}>`,
    ...suites.map(({ text }) => text),
    '</testsuites>',
    '',
  ].join('\n')
}

function toSuite({ api, title, operations, findings }: ApiTraffic) {
  const faults = findings.filter(isFault)
  const named = new Set(operations.map(({ operation }) => operation))
  const strange = faults.filter(({ operation }) => !named.has(operation))
  const cases = operations.map(one =>
    toCase(
      api,
      one,
      faults.filter(({ operation }) => operation === one.operation),
    ),
  )
  const others = strange.map(one => testCase(api, one.operation, [toFailure(one)]))
  const tests = cases.length + others.length
  const failing = new Set(faults.map(({ operation }) => operation)).size
  const skipped = operations.filter(({ calls }) => calls === 0).length
  const sums = attributes({ name: title, tests, failures: failing, errors: 0, skipped })
  const text = [`  <testsuite ${sums}>`, ...cases, ...others, '  </testsuite>'].join('\n')
  return { tests, failures: failing, text }
}

/** Whether somebody has to mend it. */
const isFault = ({ kind }: TrafficFinding): boolean => kind === 'breach' || kind === 'violation'

function toCase(
  api: string,
  { operation, calls }: CalledOperation,
  faults: readonly TrafficFinding[],
): string {
  const skipped = calls === 0 ? [`<skipped ${attributes({ message: 'It was not called.' })}/>`] : []
  return testCase(api, operation, [...skipped, ...faults.map(toFailure)])
}

function testCase(api: string, name: string, inner: readonly string[]): string {
  const head = attributes({ classname: api, name, time: '0.000' })
  if (inner.length === 0) return `    <testcase ${head}/>`
  return [`    <testcase ${head}>`, ...inner.map(line => `      ${line}`), '    </testcase>'].join(
    '\n',
  )
}

const toFailure = (finding: TrafficFinding): string =>
  `<failure ${attributes({ type: finding.kind, message: finding.title })}>${escaped(toLines(finding))}</failure>`

/** For a pull request: the sums, the findings by kind, and what each operation was answered. */
function toMarkdown({ source, apis, skipped }: TrafficReport): string {
  return [
    '# Traffic',
    code(source),
    ...apis.flatMap(markdownOf),
    ...countsOf('## Skipped', skipped),
    '',
  ].join('\n\n')
}

function markdownOf({ title, baseUrl, counts, ...traffic }: ApiTraffic): string[] {
  const { findings, operations, readings, unjudged, hints } = traffic
  return [
    `## ${title}`,
    code(baseUrl),
    sumOf(counts),
    ...(['breach', 'violation', 'reading', 'departure'] as const).flatMap(kind =>
      findings.filter(one => one.kind === kind).map(toBlock),
    ),
    '### Operations',
    table(
      ['operation', 'calls', 'statuses', 'documented, not seen'],
      operations.map(({ operation, calls, statuses, unseen }) => [
        ...[code(operation), String(calls)],
        Object.entries(statuses)
          .map(([status, count]) => `${status} (${count})`)
          .join(', '),
        unseen.join(', '),
      ]),
    ),
    '### Readings',
    table(
      ['reading', 'about', 'expected', 'seen', ''],
      readings.map(({ id, about, expected, seen, state }) => [
        ...[code(id), about, String(expected), seen === undefined ? '' : String(seen), state],
      ]),
    ),
    ...countsOf('### Not judged', unjudged),
    ...hints.map(sentence => `- ${sentence}`),
  ]
}

const toBlock = (finding: TrafficFinding): string => fenced(toLines(finding))

function countsOf(head: string, whys: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(whys).map(([why, count]) => [why, String(count)])
  return rows.length === 0 ? [] : [head, table(['why', 'calls'], rows)]
}
