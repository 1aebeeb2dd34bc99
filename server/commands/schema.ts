import type { Apis } from '../../contract/api.ts'
import type { Config } from '../../contract/config/config.ts'
import { stateSchemaOf } from '../../contract/openapi/state-schema.ts'
import { printOrWrite } from '../files/writing.ts'
import type { Print } from '../line/printing.ts'
import type { Typed } from '../line/typed.ts'
import { command, type Run } from './command.ts'
import { commands } from './commands.ts'

const usage = {
  ...commands.schema,
  options: {
    output: { type: 'string', value: '<file>', about: 'where to write it; default stdout' },
  },
  notes: `An editor completes and checks what "$schema" leads to it: { "$schema": "./state.schema.json",
"overplane": { "users": [{ "email": "ada@example.com" }] } }`,
} as const

/**
 * The `schema` command: prints the JSON Schema of what the configured APIs hold, or writes it, and gives the exit code.
 *
 * @example process.exitCode = await runSchema(['--output', 'state.schema.json'], console.log)
 */
export const runSchema: Run = command(usage, run)

async function run(
  { values }: Typed<typeof usage.options>,
  print: Print,
  { apis }: Config,
): Promise<number> {
  await printOrWrite({ what: 'the schema', path: values.output }, printSchema(apis), print)
  return 0
}

/** The schema as it stands in a file. */
export const printSchema = (apis: Apis): string =>
  `${JSON.stringify(stateSchemaOf(apis), null, 2)}\n`
