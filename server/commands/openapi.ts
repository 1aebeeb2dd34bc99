import type { Apis } from '../../contract/api.ts'
import { toControlDocument } from '../../contract/control/document.ts'
import { controlOperations } from '../../contract/control/operations.ts'
import type { Config } from '../../contract/define/config.ts'
import { apis as ours } from '../../handlers/index.ts'
import { printOrWrite } from '../files/writing.ts'
import type { Print } from '../line/printing.ts'
import type { Typed } from '../line/typed.ts'
import { chosenFrom, namesOf } from './choosing.ts'
import { command, type Run } from './command.ts'
import { commands } from './commands.ts'
import { validated, verdictsOf } from './verdicts.ts'

const usage = {
  ...commands.openapi,
  apis: ({ apis }: Config) => `${namesOf(apis)}, or control: what can be done to a server of them`,
  options: {
    output: { type: 'string', value: '<file>', about: 'where to write it; default stdout' },
  },
} as const

/**
 * The `openapi` command: prints the document of an API, or writes it, and gives the exit code.
 *
 * @example process.exitCode = await runOpenApi(process.argv.slice(2), console.log)
 */
export const runOpenApi: Run = command(usage, run)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
  { apis }: Config,
): Promise<number> {
  const document = await printOpenApi(positionals, apis)
  await printOrWrite({ what: 'the document', path: values.output }, document, print)
  return 0
}

/** The JSON of the document that is named, as it stands in a file. */
export async function printOpenApi(named: readonly string[], apis: Apis = ours): Promise<string> {
  return `${JSON.stringify(await documentOf(named, apis), null, 2)}\n`
}

async function documentOf(named: readonly string[], apis: Apis): Promise<object> {
  if (named.join() === 'control') return toControlDocument(controlOperations)
  const api = chosenFrom(apis, named, 'print a document', ['control'])
  return validated(await api.openapi(), await verdictsOf(api.name))
}
