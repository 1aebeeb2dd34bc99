import { setTimeout } from 'node:timers/promises'
import type { Config } from '../../contract/config/config.ts'
import { toCalibration } from '../../contract/verify/report/calibrating.ts'
import type { Report } from '../../contract/verify/report/report.ts'
import { writers } from '../../contract/verify/report/reports.ts'
import { type Suite, toText, Unverifiable, verify } from '../../handlers/verify.ts'
import { reportOption, reportsIn } from '../files/reports.ts'
import { expectWritable, writeWhole } from '../files/writing.ts'
import type { Print } from '../line/printing.ts'
import { createProgress, type Progress } from '../line/progress.ts'
import type { Typed } from '../line/typed.ts'
import { UsageError } from '../line/usage.ts'
import { versionOfPackage } from '../line/version.ts'
import { baseUrlIn, localBasesOf } from './base-url.ts'
import { chosenFrom, namesOf } from './choosing.ts'
import { command, type Run } from './command.ts'
import { commands } from './commands.ts'
import { expectedIn, expectingOptions } from './expecting.ts'
import { recordVerdicts } from './verdicts.ts'

const usage = {
  ...commands.verify,
  apis: ({ apis }: Config) => namesOf(apis),
  options: {
    url: {
      type: 'string',
      value: '<base>',
      about: (config: Config) =>
        `where it stands, in the place of the documented base URL; of the doubles, say:\n${localBasesOf(config)}`,
    },
    token: {
      type: 'string',
      value: '<key>',
      about: 'for an API that takes a key; default the documented one',
    },
    user: {
      type: 'string',
      value: '<email:pass>',
      about: 'for an API that takes an account; default the documented one',
    },
    'read-only': { type: 'boolean', about: 'send nothing but GET' },
    destructive: {
      type: 'boolean',
      about: 'try out too what cannot be undone, such as deleting the account',
    },
    fidelity: expectingOptions.fidelity,
    readings: {
      type: 'string',
      value: '<file>',
      about: 'what to expect where the page leaves a choice: what --save wrote',
    },
    strict: expectingOptions.strict,
    save: {
      type: 'string',
      value: '<file>',
      about: 'write what the provider takes where the page leaves a choice; doubles follow it',
    },
    record: {
      type: 'boolean',
      about: 'keep the day on which each operation held, in fixtures/verdicts/<api>.json',
    },
    report: reportOption,
  },
  notes: `What it makes carries a mark, and is removed in the end, also after Ctrl-C; what cannot be removed is
told, with the requests that delete it. A create may send a mail: to verify…@example.com, where nobody
reads it. A reply may take 30 seconds, and have 16 MB.

A breach contradicts the page. Where that leaves a choice, what the provider takes is told as a reading, and
as a departure where the live system is known to differ.

Exit code: 0 no breaches, 1 breaches (with --strict readings that are otherwise too), 2 could not run, or was
stopped.`,
} as const

/**
 * The `verify` command: prints the findings, writes the reports, and gives the exit code. What keeps it from
 * running is one sentence on stderr, and a 2.
 *
 * @example process.exitCode = await runVerify(process.argv.slice(2), console.log)
 */
export const runVerify: Run = command(usage, run, Unverifiable)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
  config: Config,
): Promise<number> {
  const suite = await chosenFrom(config.apis, positionals, 'verify').suite()
  const baseUrl = baseUrlIn(values.url, `verify "${suite.name}"`, suite, config)
  const credentials = credentialsOf(suite, values)
  const expected = (await expectedIn(values, config))(suite.name)
  const reports = await reportsIn(values.report, writers)
  const saved = values.save === undefined ? undefined : { what: 'the readings', path: values.save }
  if (saved) await expectWritable(saved)
  const report = await watched((signal, watch) =>
    verify(suite, request => fetch(request), {
      ...{ baseUrl, ...expected, pause, signal, watch },
      readOnly: values['read-only'] ?? false,
      destructive: values.destructive ?? false,
      ...(credentials !== undefined && { credentials }),
    }),
  )
  print(toText(report))
  for (const { write } of reports) await write(report)
  if (saved) await writeWhole(saved, toSaved(report))
  if (values.record) print(`Recorded in ${await recordVerdicts(report, new Date())}`)
  return codeOf(report, values.strict ?? false)
}

function codeOf({ isStopped, counts }: Report, isStrict: boolean): number {
  if (isStopped) return 2
  return counts.breaches > 0 || (isStrict && counts.readings > 0) ? 1 : 0
}

/** What doubles follow, as JSON. */
function toSaved(report: Report): string {
  const calibration = toCalibration(report, { date: new Date(), version: versionOfPackage() })
  return `${JSON.stringify(calibration, null, 2)}\n`
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** Says how far it is; the first signal stops it, and leaves it the time to put things in order. */
async function watched<T>(
  step: (signal: AbortSignal, watch: Progress['watch']) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const { watch, end } = createProgress(process.stderr)
  const halt = () => {
    end()
    process.stderr.write(
      'Stopping: what was made is removed first. A second signal ends it at once.\n',
    )
    stop.abort()
    for (const signal of signals) process.off(signal, halt)
  }
  for (const signal of signals) process.once(signal, halt)
  try {
    return await step(stop.signal, watch)
  } finally {
    end()
    for (const signal of signals) process.off(signal, halt)
  }
}

/** Waits, and says so where it is for a limit of requests: that may take minutes. */
async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds > 5) {
    process.stderr.write(`The limit of requests is reached: going on in ${seconds} seconds.\n`)
  }
  try {
    await setTimeout(milliseconds, undefined, signal && { signal })
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}

/** The credentials that were given; it is an error to give those of the other kind. */
function credentialsOf(
  { name, auth }: Suite,
  { token, user }: { readonly token?: string; readonly user?: string },
): string | undefined {
  const [own, other] = auth === 'basic' ? [user, token] : [token, user]
  if (other !== undefined) {
    const flags =
      auth === 'basic' ? ['--token', '--user <email:password>'] : ['--user', '--token <key>']
    throw new UsageError(`Failed to verify "${name}": it knows no ${flags[0]}. Give ${flags[1]}.`)
  }
  const whole = auth === 'basic' ? /^[^:]+:./ : /^[!-~]+$/
  if (own === undefined || whole.test(own)) return own
  const form = auth === 'basic' ? '--user <email:password>' : '--token <key>'
  throw new UsageError(`Failed to verify "${name}": the credentials are not whole. Give ${form}.`)
}
