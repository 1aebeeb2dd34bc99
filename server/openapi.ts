import { apiNames, isApiName, openApiOf } from '../handlers/openapi.ts'
import { command, type Print, type Run, type Typed } from './command.ts'
import { commands } from './commands.ts'
import { UsageError } from './usage.ts'
import { expectWritable, writeWhole } from './writing.ts'

const usage = {
  ...commands.openapi,
  apis: apiNames.join(', '),
  options: {
    output: { type: 'string', value: '<file>', about: 'where to write it; default stdout' },
  },
} as const

/**
 * The `openapi` command: prints the document of an API, or writes it, and gives the exit code.
 *
 * @example process.exitCode = await runOpenApi(['overplane'], console.log)
 */
export const runOpenApi: Run = (args, print) => command(usage, run)(args, print)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
): Promise<number> {
  const document = printOpenApi(positionals)
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

/** The JSON of the document that is named, as it stands in a file: `printOpenApi(['overplane'])`. */
export function printOpenApi([name = '', ...more]: readonly string[]): string {
  if (isApiName(name) && more.length === 0) return `${JSON.stringify(openApiOf(name), null, 2)}\n`
  const why = name === '' ? 'no API is named' : `there is no API "${[name, ...more].join(' ')}"`
  throw new UsageError(`Failed to print a document: ${why}. Choose one of ${apiNames.join(', ')}.`)
}
