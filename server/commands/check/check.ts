import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Config } from '../../../contract/config/config.ts'
import { toPassed } from '../../../contract/har/recorded.ts'
import type { Passed } from '../../../contract/traffic/passed.ts'
import type { TrafficReport } from '../../../contract/traffic/report.ts'
import { toText } from '../../../contract/traffic/reports.ts'
import { createSorter, type Sorted, type Sorter } from '../../../contract/traffic/sorting.ts'
import type { Typed } from '../../line/typed.ts'
import { messageOf, UsageError } from '../../line/usage.ts'
import { baseUrlIn, localBasesOf } from '../base-url.ts'
import { chosenFrom, namesOf } from '../choosing.ts'
import { command, type Run } from '../command.ts'
import { commands } from '../commands.ts'
import { codeOf, trafficOptions, trafficTold } from '../traffic/options.ts'
import { entriesOf, Unreadable } from './entries.ts'

const usage = {
  ...commands.check,
  operands: { '<file.har>': 'a HAR file, or several; "-" reads one from stdin' },
  options: {
    api: {
      type: 'string',
      value: '<api>',
      about: ({ apis }: Config) =>
        `the one to look at: ${namesOf(apis)}; default all, told by their paths`,
    },
    url: {
      type: 'string',
      value: '<base>',
      about: (config: Config) =>
        `where that one stands, and nowhere else; default its documented base URL, and any host with its paths.
Of the doubles, say:\n${localBasesOf(config)}`,
    },
    ...trafficOptions,
  },
  notes: `A HAR file is what a browser, Playwright or a proxy records. It may be of any size.
What is no call of an API is counted, and left alone; so is a reply whose body was not recorded, or has more than
4 MiB. Credentials that are not in a recording are not missed.

A violation is the caller's, a breach the provider's; a reading is nobody's fault.

Exit code: 0 neither side broke the contract, 1 one did (with --strict where a reading is otherwise too), 2 could not
run, or nothing in the file was for any of the APIs.`,
} as const

/**
 * The `check` command: holds recorded traffic to the contract, prints the findings, writes the reports, and gives the
 * exit code.
 *
 * @example process.exitCode = await runCheck(['traffic.har'], console.log)
 */
export const runCheck: Run = command(usage, async ({ values, positionals }, print, config) => {
  if (positionals.length === 0) {
    throw new UsageError('Failed to check: no file is named. Name one, as in check traffic.har.')
  }
  const { reports, expected } = await trafficTold(values, config)
  const apis = await sortedIn(values, config, expected)
  const sorter = createSorter(apis)
  const skipped = await readAll(positionals, sorter)
  const report: TrafficReport = { source: positionals.join(', '), apis: sorter.reports(), skipped }
  if (report.apis.length === 0) throw nothingIn(report, apis)
  print(toText(report))
  for (const { write } of reports) await write(report)
  return codeOf(report, values.strict)
})

/** The APIs that are looked at, and where they stand. */
async function sortedIn(
  { api, url }: Typed<typeof usage.options>['values'],
  config: Config,
  expected: (api: string) => Omit<Sorted, 'suite'>,
): Promise<readonly Sorted[]> {
  const all = Object.values(config.apis)
  const chosen = api === undefined ? all : [chosenFrom(config.apis, [api], 'check')]
  if (url !== undefined && chosen.length > 1) {
    throw new UsageError(
      `Failed to check: --url tells where one API stands. Name it with --api, one of ${namesOf(config.apis)}.`,
    )
  }
  return Promise.all(
    chosen.map(async one => {
      const suite = await one.suite()
      const own = { suite, ...expected(one.name) }
      return url === undefined ? own : { ...own, baseUrl: baseUrlIn(url, 'check', suite, config) }
    }),
  )
}

/** Reads files one after the other; gives what was left alone, and why. */
async function readAll(
  paths: readonly string[],
  sorter: Sorter,
): Promise<Readonly<Record<string, number>>> {
  const whys = new Map<string, number>()
  const isTwice = createRecent()
  const take = (entry: unknown): void => {
    const passed = toPassed(entry)
    const why =
      typeof passed === 'string' ? passed : isTwice(passed) ? 'it stands twice' : sorter.see(passed)
    if (why !== undefined) whys.set(why, (whys.get(why) ?? 0) + 1)
  }
  for (const path of paths) {
    try {
      for await (const entry of entriesOf(open(path))) take(entry)
    } catch (cause) {
      throw unreadable(path, cause)
    }
  }
  return Object.fromEntries(whys)
}

const open = (path: string): AsyncIterable<Uint8Array> =>
  path === '-' ? process.stdin : createReadStream(path)

/** So many calls are remembered, to tell those that stand twice: they stand near each other. */
const mostRecent = 10_000

/** Tells whether a call was there before: some recorders write down the same one again. */
function createRecent(): (passed: Passed) => boolean {
  const known = new Set<string>()
  return ({ call, at, milliseconds, reply }) => {
    const { method, origin, path, search, text } = call
    const what = [at.getTime(), milliseconds, method, origin, path, search, text, reply?.status]
    const identity = createHash('sha1').update(JSON.stringify(what)).digest('base64')
    if (known.has(identity)) return true
    known.add(identity)
    const [first] = known
    if (known.size > mostRecent && first !== undefined) known.delete(first)
    return false
  }
}

function unreadable(path: string, cause: unknown): unknown {
  const name = path === '-' ? 'stdin' : `"${path}"`
  const isOfFile = typeof Object(cause).code === 'string' && Object(cause).syscall !== undefined
  if (!(cause instanceof Unreadable) && !isOfFile) return cause
  return new UsageError(
    `Failed to read ${name}: ${messageOf(cause)}. Name a HAR file, as browsers and proxies export it.`,
    { cause },
  )
}

function nothingIn({ source, skipped }: TrafficReport, apis: readonly Sorted[]): UsageError {
  const count = Object.values(skipped).reduce((sum, one) => sum + one, 0)
  const whys = Object.entries(skipped).map(([why, times]) => `${times}: ${why}`)
  const told =
    count === 0
      ? 'it has no calls'
      : `none of its ${count} calls is for an API (${whys.join('; ')})`
  const names = apis.map(({ suite }) => suite.name).join(', ')
  return new UsageError(
    `Failed to check "${source}": ${told}. Record some, or tell with --api and --url where one of ${names} stands.`,
  )
}
