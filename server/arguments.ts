import type { Fidelity } from '../contract/double/options.ts'
import { readArguments, type Typed } from './command.ts'
import { commands } from './commands.ts'
import { UsageError } from './usage.ts'
import { worldNames } from './worlds.ts'

/** What the `serve` command was told. */
interface ServeArguments {
  /** 0 takes a free one. */
  readonly port: number
  /** Without one it is both loopbacks: 127.0.0.1 and ::1. */
  readonly host?: string
  /** Without them it is all. */
  readonly apis?: readonly string[]
  readonly world: (typeof worldNames)[number]
  readonly seed: number
  readonly fidelity: Fidelity
  readonly rateLimit: boolean
  readonly quiet: boolean
  readonly adminToken?: string
}

/** The doubles take a second to load: only help waits for their names, and whoever chooses from them. */
const apiNames = async (): Promise<readonly string[]> =>
  Object.keys((await import('../handlers/index.ts')).apis)

export const serveUsage = {
  ...commands.serve,
  options: {
    port: {
      type: 'string',
      short: 'p',
      value: '<n>',
      about: "default 4010, or the environment's PORT; 0 takes a free one",
    },
    host: {
      type: 'string',
      value: '<address>',
      about: 'default both loopbacks, 127.0.0.1 and ::1',
    },
    api: {
      type: 'string',
      value: '<names>',
      about: async () => `some of ${(await apiNames()).join(',')}; default all`,
    },
    world: { type: 'string', value: '<name>', about: `${worldNames.join(', ')}; default demo` },
    seed: { type: 'string', value: '<n>', about: 'fixes what is made up; default 1' },
    fidelity: {
      type: 'string',
      value: '<name>',
      about: 'documented, observed; default documented',
    },
    'rate-limit': { type: 'boolean', about: "enforce the APIs' limits of requests" },
    quiet: { type: 'boolean', about: 'no line for each request' },
    'admin-token': {
      type: 'string',
      value: '<token>',
      about: `lets other machines control the doubles, as "Authorization: Bearer <token>" or
"X-Admin-Token: <token>"; made up and printed where --host is no loopback`,
    },
  },
  notes: `Bounds: a request's headers are there within 10 seconds, and all of it within 30, else it is a 408; a
connection that is idle ends after 5 seconds; each address takes 1024 connections at a time.`,
} as const

type Environment = Readonly<Record<string, string | undefined>>

/** `--port 0 --world empty` as values; what was left out from the environment, or by default. */
export const parseServeArguments = async (
  args: readonly string[],
  env: Environment,
): Promise<ServeArguments> => toServeArguments(readArguments(serveUsage, args), env)

export async function toServeArguments(
  { values }: Typed<typeof serveUsage.options>,
  env: Environment,
): Promise<ServeArguments> {
  const { host, api, 'admin-token': adminToken } = values
  return {
    port: values.port === undefined ? portIn(env) : wholeNumber('--port', values.port, 65_535),
    ...(host !== undefined && { host }),
    ...(api !== undefined && { apis: apisIn(api, await apiNames()) }),
    world: oneOf('--world', values.world ?? 'demo', worldNames),
    seed: wholeNumber('--seed', values.seed ?? '1', 2 ** 31 - 1),
    fidelity: oneOf('--fidelity', values.fidelity ?? 'documented', ['documented', 'observed']),
    rateLimit: values['rate-limit'] ?? false,
    quiet: values.quiet ?? false,
    ...(adminToken !== undefined && { adminToken: tokenIn(adminToken) }),
  }
}

const apisIn = (text: string, names: readonly string[]): readonly string[] =>
  text.split(',').map(name => oneOf('--api', name.trim(), names))

const portIn = ({ PORT }: Environment): number =>
  wholeNumber("the environment's PORT", PORT || '4010', 65_535, 'PORT=4010')

function wholeNumber(name: string, text: string, max: number, example = `${name} 1`): number {
  if (/^\d+$/.test(text) && Number(text) <= max) return Number(text)
  throw new UsageError(
    `Failed to read ${name}: "${text}" is no whole number from 0 to ${max}. Give one, as in ${example}.`,
  )
}

function oneOf<Name extends string>(flag: string, name: string, names: readonly Name[]): Name {
  const known = names.find(one => one === name)
  if (known !== undefined) return known
  throw new UsageError(
    `Failed to read ${flag}: there is no "${name}". Choose from ${names.join(', ')}.`,
  )
}

/** A token is sent in a header, which takes no more. */
export const tokenForm = /^[!-~]+$/

export function tokenIn(text: string): string {
  if (tokenForm.test(text)) return text
  throw new UsageError(
    `Failed to read --admin-token: "${text}" cannot be sent in a header. Give letters, digits and signs of ASCII, without blanks.`,
  )
}
