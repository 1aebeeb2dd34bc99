import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { everywhere, type Option, type Options, type Usage } from './options.ts'
import { hasOption, type OptionToken, type Token } from './tokens.ts'
import { UsageError } from './usage.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * What the environment says in the place of options that were not typed: `CONTRACT_DOUBLES_RATE_LIMIT=1` for
 * `--rate-limit`. What is empty there is as if it was not set, as `${NAME:-}` of a compose file leaves it.
 */
export const environmentTokens = (
  usage: Usage,
  typed: readonly Token[],
  env: Environment,
): OptionToken[] =>
  Object.entries(readable(usage))
    .filter(([name]) => !hasOption(typed, name))
    .flatMap(([name, option]) => {
      const variable = variablesOf(name, option).find(one => isMeant(one, env[one]))
      return variable === undefined ? [] : toTokens(name, option, variable, env[variable] ?? '')
    })

/** What stands in the environment as if it was for a command, and is not: each a sentence. */
export function strayVariables(usage: Usage, env: Environment): string[] {
  if (usage.environment !== 'all') return []
  const options = Object.entries(readable(usage))
  const known = options.flatMap(([name, option]) => variablesOf(name, option))
  const stray = Object.keys(env).filter(
    name =>
      name.startsWith(prefix) && name !== ofClients && !known.includes(name) && !isOfService(name),
  )
  const { HOST = '' } = env
  return [
    ...stray.map(
      name =>
        `${usage.name} reads no ${name} in the environment, and goes on without. The nearest that it reads is ${nearestTo(name, known)}.`,
    ),
    ...(HOST === '' || isAddress(HOST) || isOfMachine(HOST)
      ? []
      : [
          `${usage.name} takes the environment's HOST for an address alone, and "${HOST}" is none: it goes on without. Give a name by --host or ${variableOf('host')}.`,
        ]),
  ]
}

const prefix = 'CONTRACT_DOUBLES_'

/** It tells tests where the server is, and may stand in the environment of both. */
const ofClients = 'CONTRACT_DOUBLES_URL'

/** `CONTRACT_DOUBLES_RATE_LIMIT` for `rate-limit`. */
export const variableOf = (option: string): string =>
  prefix + option.toUpperCase().replaceAll('-', '_')

/** The first one that is set counts. */
const variablesOf = (name: string, { also }: Option): string[] => [
  variableOf(name),
  ...(also === undefined ? [] : [also]),
]

/** The options that a command takes from the environment. */
function readable({ options, environment = [] }: Usage): Options {
  const all: Options = { ...options, config: everywhere.config }
  if (environment === 'all') return all
  const wanted = ['config', ...environment]
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)))
}

/** Whether a variable is set, and for us. */
function isMeant(name: string, value = ''): boolean {
  if (value === '' || isOfService(name, value)) return false
  return name !== 'HOST' || isAddress(value)
}

/**
 * tcsh has the name of the machine in HOST, and the compilers of conda their target. Neither says where to listen; and
 * a name of the machine mostly leads to where others reach it.
 */
const isAddress = (host: string): boolean => isIP(host) !== 0 || host === 'localhost'

const isOfMachine = (host: string): boolean => [hostname(), hostname().split('.')[0]].includes(host)

/**
 * Kubernetes, and Docker for its links, tell each container of a service that is called `contract-doubles`:
 * CONTRACT_DOUBLES_SERVICE_HOST, CONTRACT_DOUBLES_PORT_4010_TCP, and `tcp://10.0.0.7:4010` as CONTRACT_DOUBLES_PORT.
 */
const isOfService = (name: string, value = ''): boolean =>
  /^CONTRACT_DOUBLES_(SERVICE_(HOST|PORT)|PORT_\d+_(TCP|UDP))(_|$)/.test(name) ||
  (name === variableOf('port') && /^(tcp|udp):\/\//.test(value))

function toTokens(name: string, option: Option, rawName: string, value: string): OptionToken[] {
  if (option.type === 'boolean')
    return [{ name, rawName, value: undefined, isOff: isOff(rawName, value) }]
  const values = option.multiple ? value.split(',').map(one => one.trim()) : [value]
  return values.filter(one => one !== '').map(one => ({ name, rawName, value: one }))
}

function isOff(variable: string, value: string): boolean {
  if (/^(1|true)$/i.test(value)) return false
  if (/^(0|false)$/i.test(value)) return true
  throw new UsageError(
    `Failed to read the environment's ${variable}: "${value}" is neither yes nor no here. Give 1 or true, 0 or false.`,
  )
}

const nearestTo = (name: string, known: readonly string[]): string =>
  known.map(one => [distance(name, one), one] as const).toSorted(([a], [b]) => a - b)[0]?.[1] ?? ''

/** How many letters are to be put in, left out or changed to make one text of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, nth) => nth)
  for (const [nth, letter] of [...from].entries()) {
    const next = [nth + 1]
    for (const [at, other] of [...to].entries()) {
      const changed = (row[at] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
