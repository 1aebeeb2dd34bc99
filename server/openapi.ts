import { apiNames, chosenFrom } from './choosing.ts'
import { command, type Print, type Run, type Typed } from './command.ts'
import { commands } from './commands.ts'
import { expectWritable, writeWhole } from './writing.ts'

const usage = {
  ...commands.openapi,
  apis: apiNames,
  options: {
    output: { type: 'string', value: '<file>', about: 'where to write it; default stdout' },
  },
} as const

/**
 * The `openapi` command: prints the document of an API, or writes it, and gives the exit code.
 *
 * @example process.exitCode = await runOpenApi(process.argv.slice(2), console.log)
 */
export const runOpenApi: Run = (args, print) => command(usage, run)(args, print)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
): Promise<number> {
  const document = await printOpenApi(positionals)
  if (values.output === undefined) {
    print(document.trimEnd())
    return 0
  }
  const file = { what: 'the document', path: values.output }
  await expectWritable(file)
  await writeWhole(file, document)
  print(`Wrote ${file.path}`)
  return 0
}

/** The JSON of the document that is named, as it stands in a file. */
export async function printOpenApi(named: readonly string[]): Promise<string> {
  const document = await chosenFrom(named, 'print a document').openapi()
  return `${JSON.stringify(document, null, 2)}\n`
}
