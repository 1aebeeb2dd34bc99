import type { ApiDefinition, Apis } from '../../../contract/api.ts'
import type { Config } from '../../../contract/config/config.ts'
import { type ContractDocument, toContractDocument } from '../../../contract/diff/document.ts'
import { oncePer } from '../../../contract/once.ts'
import { type CheckedPact, toPactReport, toText, writers } from '../../../contract/pact/checked.ts'
import { type ReadPact, readPact } from '../../../contract/pact/reading.ts'
import { readJson } from '../../files/json-file.ts'
import { reportOption, reportsIn } from '../../files/reports.ts'
import type { Print } from '../../line/printing.ts'
import type { Typed } from '../../line/typed.ts'
import { messageOf, UsageError } from '../../line/usage.ts'
import { oneOf } from '../../line/values.ts'
import { namesOf } from '../choosing.ts'
import { command, type Run } from '../command.ts'
import { commands } from '../commands.ts'
import { type Comparing, compared, loadComparator } from './comparator.ts'

const usage = {
  ...commands['pact check'],
  operands: { '<files>': 'pacts as JSON, of version 1 to 4' },
  options: {
    api: {
      type: 'string',
      value: '<name>',
      about: ({ apis }: Config) =>
        `the API that they are for: ${namesOf(apis)}; default the one that each names as its provider`,
    },
    report: reportOption,
  },
  notes: `The examples of an interaction are checked, and not the rules that match others. A fault contradicts the
contract; a warning is about what it does not tell.

Exit code: 0 no faults, 1 faults, 2 could not run.`,
} as const

/**
 * The `pact check` command: holds pacts to the contract without a broker, prints what is found, writes the reports, and
 * gives the exit code.
 *
 * @example process.exitCode = await runPactCheck(['web-shop-overplane.json'], console.log)
 */
export const runPactCheck: Run = command(usage, run)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
  { apis }: Config,
): Promise<number> {
  if (positionals.length === 0) {
    throw new UsageError('Failed to check: no pact is named. Name one, as in pact check pact.json.')
  }
  const named = values.api === undefined ? undefined : oneOf('--api', values.api, Object.keys(apis))
  const reports = await reportsIn(values.report, writers)
  const tools = { ...loadComparator(), documentOf: oncePer(toDocument) }
  const pacts: CheckedPact[] = []
  for (const file of positionals) pacts.push(await checked(file, apis, named, tools))
  const report = toPactReport(pacts)
  print(toText(report))
  for (const { write } of reports) await write(report)
  return report.counts.faults > 0 ? 1 : 0
}

/** The largest pact that is read, in bytes. */
const pactLimit = 64 * 1_048_576

const toDocument = async (api: ApiDefinition): Promise<ContractDocument> =>
  toContractDocument(api.name, JSON.parse(JSON.stringify(await api.openapi())))

/** What every pact is checked with. */
interface Tools extends Comparing {
  readonly documentOf: typeof toDocument
}

async function checked(
  file: string,
  apis: Apis,
  named: string | undefined,
  tools: Tools,
): Promise<CheckedPact> {
  const pact = await orRefuse(file, async () => sound(readPact(await readJson(file, pactLimit))))
  const api = apiOf(file, pact, apis, named)
  const document = await tools.documentOf(api)
  return {
    ...{ file, consumer: pact.consumer, api: api.name, title: api.title },
    interactions: await orRefuse(file, () => compared(pact, document, tools)),
    notes: notesOn(pact),
  }
}

function sound(pact: ReadPact): ReadPact {
  if (pact.interactions.length > 0) return pact
  throw new Error(
    pact.messages > 0
      ? 'it is of messages, and these APIs are asked over HTTP'
      : 'it has no interactions, and there is nothing to check',
  )
}

/** The API whose name or title a pact's provider has, whatever its case. */
function apiOf(
  file: string,
  { provider }: ReadPact,
  apis: Apis,
  named: string | undefined,
): ApiDefinition {
  const wanted = (named ?? provider).toLowerCase()
  const api = Object.values(apis).find(({ name, title }) =>
    [name.toLowerCase(), title.toLowerCase()].includes(wanted),
  )
  if (api) return api
  const [first = ''] = Object.keys(apis)
  throw new UsageError(
    `Failed to check "${file}": its provider is ${JSON.stringify(provider.slice(0, 200))}, and there are ${namesOf(apis)}. Say which one it is for, as in --api ${first}.`,
  )
}

function notesOn({ messages, ruled }: ReadPact): string[] {
  return [
    ...(ruled > 0
      ? [
          `${ruled} of the interactions have matching rules or generators: their examples were checked.`,
        ]
      : []),
    ...(messages > 0
      ? [`${messages} of the interactions are messages: they were not checked.`]
      : []),
  ]
}

async function orRefuse<Value>(file: string, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step()
  } catch (cause) {
    throw new UsageError(
      `Failed to check "${file}": ${messageOf(cause)}. Name a consumer's pact.`,
      {
        cause,
      },
    )
  }
}
