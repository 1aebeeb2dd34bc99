import type { Print } from '../../line/printing.ts'
import type { Typed } from '../../line/typed.ts'
import { UsageError } from '../../line/usage.ts'
import { command, type Run } from '../command.ts'
import { commands } from '../commands.ts'
import { planOf } from './making.ts'
import { reported } from './reporting.ts'
import { writeAll } from './writing.ts'

const usage = {
  ...commands.new,
  operands: {
    '<name>':
      'what the API is to be called, and the folder that is written: lower-case letters, digits and hyphens',
  },
  environment: [],
  options: {
    openapi: {
      type: 'string',
      value: '<file>',
      about: 'out of a document, JSON or YAML: OpenAPI 3.0 or 3.1, Swagger 2.0; - reads stdin',
    },
    har: {
      type: 'string',
      value: '<file>',
      about: 'out of recorded traffic, as browsers export it',
    },
    entity: {
      type: 'string',
      multiple: true,
      value: '<Schema>',
      about: 'keeps only what these schemas describe; default: what is found',
    },
    id: {
      type: 'string',
      multiple: true,
      value: '<Schema=field>',
      about: 'the field that tells one from another, as in Pet=tag',
    },
    force: { type: 'boolean', about: 'writes into a folder that exists, over what is there' },
  },
  notes: `Without --openapi and --har it is an API of one entity, with the usual five operations.
Nothing is fetched: what a document refers to has to lie in its folder.
Exit code: 0 written, 2 could not.`,
} as const

/**
 * The `new` command: writes the description of an API into a folder, and gives the exit code.
 *
 * @example process.exitCode = await runNew(['shop', '--openapi', 'shop.yaml'], console.log)
 */
export const runNew: Run = command(usage, run)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
): Promise<number> {
  const name = nameIn(positionals)
  const { openapi, har, force = false, entity: only = [], id = [] } = values
  if (openapi !== undefined && har !== undefined)
    throw refusal('--openapi and --har are given, and it is made of one of them. Leave one out.')
  const corrections = { only, ids: new Map(id.map(idIn)) }
  const made = await planOf({ name, openapi, har, corrections })
  const written = await writeAll(made.plan, force)
  print(reported(made, written))
  return 0
}

function nameIn([name, ...more]: readonly string[]): string {
  if (name === undefined) throw refusal('no name is given. Give one, as in new pet-shop.')
  if (more.length > 0 || !/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    throw refusal(
      `"${[name, ...more].join(' ').slice(0, 60)}" is no name. Give one of lower-case letters, digits and hyphens, as in new pet-shop.`,
    )
  }
  return name
}

function idIn(text: string): readonly [string, string] {
  const [, schema, field] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (schema !== undefined && field !== undefined) return [schema, field]
  throw refusal(`--id "${text}" names no field of a schema. Give both, as in --id Pet=tag.`)
}

const refusal = (why: string): UsageError => new UsageError(`Failed to make an API: ${why}`)
