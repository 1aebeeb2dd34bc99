import type { Config } from '../../contract/config/config.ts'
import type { Pact } from '../../contract/pact/pact.ts'
import { expectWritable, writeWhole } from '../files/writing.ts'
import type { Print } from '../line/printing.ts'
import type { Typed } from '../line/typed.ts'
import { UsageError } from '../line/usage.ts'
import { tokenIn } from '../line/values.ts'
import { localOriginOf } from '../serve/local.ts'
import { command, type Run } from './command.ts'
import { commands } from './commands.ts'

const usage = {
  ...commands.pact,
  environment: ['admin-token'],
  apis: 'an API of that server',
  options: {
    url: {
      type: 'string',
      value: '<base>',
      about: (config: Config) => `where the server stands; default ${localOriginOf(config)}`,
    },
    consumer: { type: 'string', value: '<name>', about: 'who asked' },
    provider: {
      type: 'string',
      value: '<name>',
      about: "who is to keep the contract; default the API's name",
    },
    'admin-token': {
      type: 'string',
      value: '<token>',
      about: `for a server on another machine: what it printed, or was given; default the environment's
CONTRACT_DOUBLES_ADMIN_TOKEN`,
    },
    output: { type: 'string', value: '<file>', about: 'where to write it; default stdout' },
  },
  notes: `No credentials, passwords or tokens that were sent get into the file: others of the same length do.
Exit code: 0 exported, 2 could not.`,
} as const

/** Milliseconds after which nobody answers any more. */
const patience = 30_000

/**
 * The `pact` command: prints the Pact file of a running server, or writes it, and gives the exit code. What keeps it
 * from that is one sentence on stderr, and a 2.
 *
 * @example process.exitCode = await runPact(process.argv.slice(2), console.log)
 */
export const runPact: Run = command(usage, run)

async function run(
  { values, positionals, sourceOf }: Typed<typeof usage.options>,
  print: Print,
  config: Config,
): Promise<number> {
  const address = addressOf(positionals, { url: localOriginOf(config), ...values })
  const { 'admin-token': told } = values
  const token = told === undefined ? undefined : tokenIn(sourceOf('admin-token'), told)
  const file = values.output === undefined ? undefined : { what: 'the pact', path: values.output }
  if (file) await expectWritable(file)
  const pact = await fetchPact(address, token)
  const { interactions, metadata } = pact
  const json = JSON.stringify(pact, null, 2)
  const missing = metadata.contractDoubles?.dropped ?? 0
  if (missing > 0) {
    process.stderr.write(
      `Older calls are missing (${missing}): the journal no longer had them. Export sooner, or clear it with DELETE /__admin/journal.\n`,
    )
  }
  if (file) {
    await writeWhole(file, `${json}\n`)
    print(`Wrote ${file.path} (interactions: ${interactions.length})`)
  } else print(json)
  return 0
}

/** Where the server exports the pact. */
function addressOf(
  [api, ...more]: readonly string[],
  {
    url,
    consumer = '',
    provider,
  }: Typed<typeof usage.options>['values'] & { readonly url: string },
): URL {
  if (api === undefined) throw refusal('no API is named. Name one, as in pact overplane.')
  if (more.length > 0) throw refusal(`there is no API "${[api, ...more].join(' ')}". Name one.`)
  if (consumer.trim() === '') {
    throw refusal('there is no --consumer. Name it, as in --consumer web-shop.')
  }
  if (provider?.trim() === '') throw refusal('--provider is empty. Name it, or leave it out.')
  if (!/^https?:\/\/[^@]+$/.test(url) || !URL.canParse(url)) {
    throw refusal(`"${url}" is no address. Give the server's, as in --url http://127.0.0.1:4010.`)
  }
  const address = new URL(`/__admin/pact/${encodeURIComponent(api)}.json`, url)
  address.search = String(new URLSearchParams({ consumer, ...(provider && { provider }) }))
  return address
}

const refusal = (why: string, cause?: unknown): UsageError =>
  new UsageError(`Failed to export a pact: ${why}`, { cause })

async function fetchPact(address: URL, token?: string): Promise<Pact> {
  const { origin } = address
  const headers = token === undefined ? {} : { 'X-Admin-Token': token }
  const response = await orNobody(
    origin,
    fetch(address, { headers, signal: AbortSignal.timeout(patience) }),
  )
  const said = jsonIn(await orNobody(origin, response.text()))
  if (!isPact(said))
    throw refusal('detail' in said ? `${origin} says: ${said.detail}` : strange(origin))
  if (said.interactions.length > 0) return said
  throw refusal(`no endpoint was called at ${origin} so far. Run the consumer's tests against it.`)
}

const start = 'Start one with "contract-doubles serve", and name its address with --url.'
const strange = (origin: string) => `${origin} is no server of Contract Doubles. ${start}`

async function orNobody<Value>(origin: string, step: Promise<Value>): Promise<Value> {
  try {
    return await step
  } catch (cause) {
    const { name, cause: { code = name } = {} } = Object(cause)
    throw refusal(`nobody answers at ${origin} (${code}). ${start}`, cause)
  }
}

const isPact = (said: object): said is Pact => 'interactions' in said && 'metadata' in said

/** The JSON object that a text is; an empty one where it is none. */
function jsonIn(text: string): object {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
