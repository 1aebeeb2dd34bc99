import type { ApiDefinition, Apis } from '../../contract/api.ts'
import type { Config } from '../../contract/config/config.ts'
import { toControlDocument } from '../../contract/control/document.ts'
import { controlOperations } from '../../contract/control/operations.ts'
import { type Overlay, toOverlay } from '../../contract/openapi/overlay.ts'
import { apis as ours } from '../../handlers/index.ts'
import { printOrWrite } from '../files/writing.ts'
import type { Print } from '../line/printing.ts'
import type { Typed } from '../line/typed.ts'
import { UsageError } from '../line/usage.ts'
import { chosenFrom, namesOf } from './choosing.ts'
import { command, type Run } from './command.ts'
import { commands } from './commands.ts'
import { validated, verdictsOf } from './verdicts.ts'

const usage = {
  ...commands.openapi,
  apis: ({ apis }: Config) => `${namesOf(apis)}, or control: what can be done to a server of them`,
  options: {
    overlay: {
      type: 'boolean',
      about: `an OpenAPI Overlay 1.0 in its place: adds the readings and where each fact comes from to the
vendor's own document`,
    },
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
  const [what, text] = values.overlay
    ? ['the overlay', toText(await overlayOf(positionals, apis))]
    : ['the document', await printOpenApi(positionals, apis)]
  await printOrWrite({ what, path: values.output }, text, print)
  return 0
}

/** The JSON of the document that is named, as it stands in a file. */
export const printOpenApi = async (named: readonly string[], apis: Apis = ours): Promise<string> =>
  toText(await documentOf(named, apis))

const toText = (json: object): string => `${JSON.stringify(json, null, 2)}\n`

async function documentOf(named: readonly string[], apis: Apis): Promise<object> {
  if (named.join() === 'control') return toControlDocument(controlOperations)
  return documentOfApi(chosenFrom(apis, named, 'print a document', ['control']))
}

const documentOfApi = async (api: ApiDefinition) =>
  validated(await api.openapi(), await verdictsOf(api.name))

async function overlayOf(named: readonly string[], apis: Apis): Promise<Overlay> {
  const api = chosenFrom(apis, named, 'print an overlay')
  const document = await documentOfApi(api)
  if (document['x-readings'].length > 0) return toOverlay(document)
  throw new UsageError(
    `Failed to print an overlay: "${api.name}" has no readings, and there is nothing to add. Describe some, or print the document.`,
  )
}
