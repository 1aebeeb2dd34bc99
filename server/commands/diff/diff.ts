import type { Config } from '../../../contract/config/config.ts'
import type { RecordedCall } from '../../../contract/diff/calls.ts'
import { type Diff, diff } from '../../../contract/diff/diff.ts'
import { callsOfJournal, callsOfPact } from '../../../contract/diff/recordings.ts'
import { toText, writers } from '../../../contract/diff/reports.ts'
import { readPact } from '../../../contract/pact/reading.ts'
import { readJson } from '../../files/json-file.ts'
import { reportOption, reportsIn } from '../../files/reports.ts'
import type { Print } from '../../line/printing.ts'
import type { Typed } from '../../line/typed.ts'
import { messageOf, UsageError } from '../../line/usage.ts'
import { namesOf } from '../choosing.ts'
import { command, type Run } from '../command.ts'
import { commands } from '../commands.ts'
import { documentsOf } from './sides.ts'

const usage = {
  ...commands.diff,
  operands: {
    '<before>': ({ apis }: Config) =>
      `an OpenAPI document as JSON, a folder of them, or what git has: a revision, whose
fixtures/openapi is taken, or main:path/openapi.json; or an API as it is now: ${namesOf(apis)}`,
    '<after>': 'the same',
  },
  options: {
    pact: {
      type: 'string',
      value: '<file>',
      multiple: true,
      about: 'a pact: tells which of its calls would break; may be named more than once',
    },
    journal: {
      type: 'string',
      value: '<file>',
      multiple: true,
      about: 'a journal, as GET /__admin/journal gives it: tells which of its calls would break',
    },
    report: reportOption,
  },
  notes: `Breaking: what worked no longer does. Perhaps: that depends on the consumer. Harmless: what worked still does.

Exit code: 0 nothing breaks, 1 something does, 2 could not be compared.`,
} as const

/**
 * The `diff` command: prints what changed between two contracts, writes the reports, and gives the exit code.
 *
 * @example process.exitCode = await runDiff(['v0.1.0', 'HEAD'], console.log)
 */
export const runDiff: Run = command(usage, run)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
  { apis }: Config,
): Promise<number> {
  const [before, after, ...more] = positionals
  if (before === undefined || after === undefined || more.length > 0) {
    throw new UsageError(
      `Failed to compare: ${positionals.length} are named. Name two, as in diff v0.1.0 HEAD.`,
    )
  }
  const reports = await reportsIn(values.report, writers)
  const documents = await documentsOf(before, after, apis)
  const recorded = await recordedIn(values)
  const report: Diff = diff({ before, after, documents, ...(recorded && { recorded }) })
  print(toText(report))
  for (const { write } of reports) await write(report)
  return report.counts.breaking > 0 ? 1 : 0
}

/** The calls of all pacts and journals that are named; nothing where none is. */
async function recordedIn({
  pact = [],
  journal = [],
}: {
  readonly pact?: readonly string[]
  readonly journal?: readonly string[]
}): Promise<RecordedCall[] | undefined> {
  if (pact.length + journal.length === 0) return undefined
  const calls: RecordedCall[] = []
  for (const file of pact) calls.push(...(await callsIn(file, read => callsOfPact(readPact(read)))))
  for (const file of journal) calls.push(...(await callsIn(file, callsOfJournal)))
  return calls
}

/** The largest recording that is read, in bytes. */
const recordingLimit = 64 * 1_048_576

async function callsIn(
  file: string,
  read: (json: unknown) => readonly RecordedCall[],
): Promise<readonly RecordedCall[]> {
  try {
    return read(await readJson(file, recordingLimit))
  } catch (cause) {
    throw new UsageError(
      `Failed to read "${file}": ${messageOf(cause)}. Name a pact with --pact, a journal with --journal.`,
      { cause },
    )
  }
}
