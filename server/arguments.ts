import type { Fidelity } from '../contract/double/options.ts'
import { readArguments, UsageError } from './usage.ts'

/** What the `serve` command was told. */
export interface ServeArguments {
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
  readonly apis: readonly string[]
  readonly world: string
  readonly seed: number
  readonly fidelity: Fidelity
  readonly rateLimit?: boolean
  readonly quiet: boolean
}

const apiNames = ['overplane', 'pterodactyl', 'oberplan'] as const
const worldNames = ['documented', 'empty', 'demo'] as const

const options = {
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  api: { type: 'string', default: apiNames.join(',') },
  world: { type: 'string', default: 'demo' },
  seed: { type: 'string', default: '1' },
  fidelity: { type: 'string', default: 'documented' },
  'rate-limit': { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
} as const

export const help = `contract-doubles serve [options]: all doubles on one port (what it does without a command)
contract-doubles openapi <api>: the OpenAPI 3.1 document of an API
contract-doubles verify <api> --url <base>: holds a running provider to the contract (verify --help)
contract-doubles pact <api> --consumer <name>: what a running server was asked, as a Pact file (pact --help)

  --port <n>            default 4010, or the environment's PORT; 0 takes a free one
  --host <address>      default 127.0.0.1
  --api <names>         some of ${apiNames.join(',')}; default all
  --world <name>        ${worldNames.join(', ')}; default demo
  --seed <n>            fixes what is made up; default 1
  --fidelity <name>     documented, observed; default documented
  --rate-limit          enforce the APIs' limits of requests
  --quiet               no line for each request
  --help, --version`

/** `--port 0 --world empty` as values; what was left out from the environment, or by default. */
export function parseServeArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ServeArguments {
  const { values } = readArguments({ args: [...args], options }, 'Run with --help for the list.')
  return {
    port: wholeNumber('--port', values.port ?? (env.PORT || '4010'), 65_535),
    host: values.host,
    apis: values.api.split(',').map(name => oneOf('--api', name.trim(), apiNames)),
    world: oneOf('--world', values.world, worldNames),
    seed: wholeNumber('--seed', values.seed, 2 ** 31 - 1),
    fidelity: oneOf('--fidelity', values.fidelity, ['documented', 'observed']),
    rateLimit: values['rate-limit'],
    quiet: values.quiet,
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  if (/^\d+$/.test(text) && Number(text) <= max) return Number(text)
  throw new UsageError(
    `Failed to read ${name}: "${text}" is no whole number from 0 to ${max}. Give one, as in ${name} 1.`,
  )
}

function oneOf<Name extends string>(flag: string, name: string, names: readonly Name[]): Name {
  const known = names.find(one => one === name)
  if (known !== undefined) return known
  throw new UsageError(
    `Failed to read ${flag}: there is no "${name}". Choose from ${names.join(', ')}.`,
  )
}
