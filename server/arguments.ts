import type { Config } from '../contract/define/config.ts'
import { tokenForm } from '../contract/define/config-form.ts'
import type { Fidelity } from '../contract/double/options.ts'
import { readArguments, type Typed } from './command.ts'
import { commands } from './commands.ts'
import { UsageError } from './usage.ts'
import { worldNamesOf } from './worlds.ts'

/** What the `serve` command was told. */
interface ServeArguments {
  /** 0 takes a free one. */
  readonly port: number
  /** Without one it is both loopbacks: 127.0.0.1 and ::1. */
  readonly host?: string
  /** Without them it is all. */
  readonly apis?: readonly string[]
  readonly world: string
  readonly seed: number
  readonly fidelity: Fidelity
  /** ISO 8601. */
  readonly now?: string
  readonly rateLimit: boolean | number
  readonly quiet: boolean
  readonly adminToken?: string
}

export const serveUsage = {
  ...commands.serve,
  options: {
    port: {
      type: 'string',
      short: 'p',
      value: '<n>',
      about: (config: Config) =>
        `default ${standing(config).port}, or the environment's PORT; 0 takes a free one`,
    },
    host: {
      type: 'string',
      value: '<address>',
      about: ({ serve }: Config) => `default ${serve?.host ?? 'both loopbacks, 127.0.0.1 and ::1'}`,
    },
    api: {
      type: 'string',
      value: '<names>',
      about: ({ apis }: Config) => `some of ${Object.keys(apis).join(',')}; default all`,
    },
    world: {
      type: 'string',
      value: '<name>',
      about: (config: Config) =>
        `${worldNamesOf(config).join(', ')}; default ${standing(config).world}`,
    },
    seed: { type: 'string', value: '<n>', about: 'fixes what is made up; default 1' },
    fidelity: {
      type: 'string',
      value: '<name>',
      about: 'documented, observed; default documented',
    },
    now: {
      type: 'string',
      value: '<time>',
      about: 'what time it is at the start, as in 2024-01-15T09:30:00Z; it goes on from there',
    },
    readings: {
      type: 'string',
      multiple: true,
      value: '<file>',
      about: `values to follow where a page leaves a choice, as "verify --save" wrote them, or as JSON by API:
{ "pterodactyl": { "deleteStatus": 204 } }; may stand more than once`,
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

/** How a project serves where nobody says otherwise. */
const standing = ({ serve = {} }: Config) => ({
  ...{ port: 4010, world: 'demo', seed: 1, fidelity: 'documented', rateLimit: false, quiet: false },
  ...serve,
})

/** `--port 0 --world empty` as values; what was left out from the environment, the configuration, or by default. */
export const parseServeArguments = async (
  args: readonly string[],
  env: Environment,
  config: Config,
): Promise<ServeArguments> => toServeArguments(readArguments(serveUsage, args), env, config)

export function toServeArguments(
  { values }: Typed<typeof serveUsage.options>,
  env: Environment,
  config: Config,
): ServeArguments {
  const usual = standing(config)
  const { api, host = usual.host, 'admin-token': token } = values
  const adminToken = token === undefined ? usual.adminToken : tokenIn(token)
  return {
    port:
      values.port === undefined
        ? portIn(env, usual.port)
        : wholeNumber('--port', values.port, 65_535),
    ...(host !== undefined && { host }),
    ...(api !== undefined && { apis: apisIn(api, Object.keys(config.apis)) }),
    world: oneOf('--world', values.world ?? usual.world, worldNamesOf(config)),
    seed: wholeNumber('--seed', values.seed ?? String(usual.seed), 2 ** 31 - 1),
    fidelity: oneOf('--fidelity', values.fidelity ?? usual.fidelity, ['documented', 'observed']),
    ...timeIn(values.now),
    rateLimit: values['rate-limit'] ?? usual.rateLimit,
    quiet: values.quiet ?? usual.quiet,
    ...(adminToken !== undefined && { adminToken }),
  }
}

const apisIn = (text: string, names: readonly string[]): readonly string[] =>
  text.split(',').map(name => oneOf('--api', name.trim(), names))

const portIn = ({ PORT }: Environment, usual: number): number =>
  PORT ? wholeNumber("the environment's PORT", PORT, 65_535, 'PORT=4010') : usual

function wholeNumber(name: string, text: string, max: number, example = `${name} 1`): number {
  if (/^\d+$/.test(text) && Number(text) <= max) return Number(text)
  throw new UsageError(
    `Failed to read ${name}: "${text}" is no whole number from 0 to ${max}. Give one, as in ${example}.`,
  )
}

function timeIn(text: string | undefined): { readonly now?: string } {
  if (text === undefined) return {}
  const time = Date.parse(text)
  if (time >= 0 && time < Date.parse('9999-01-01')) return { now: text }
  throw new UsageError(
    `Failed to read --now: "${text}" is no time. Give one, as in --now 2024-01-15T09:30:00Z.`,
  )
}

function oneOf<Name extends string>(flag: string, name: string, names: readonly Name[]): Name {
  const known = names.find(one => one === name)
  if (known !== undefined) return known
  throw new UsageError(
    `Failed to read ${flag}: there is no "${name}". Choose from ${names.join(', ')}.`,
  )
}

export function tokenIn(text: string): string {
  if (tokenForm.test(text)) return text
  throw new UsageError(
    `Failed to read --admin-token: "${text}" cannot be sent in a header. Give letters, digits and signs of ASCII, without blanks.`,
  )
}
