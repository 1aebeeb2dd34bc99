import type { Config } from '../../contract/config/config.ts'
import type { Delay } from '../../contract/double/force/delay.ts'
import type { SessionLimits } from '../../contract/double/sessions/sessions.ts'
import type { Fidelity } from '../../contract/readings/choice.ts'
import { serveUsage, standing } from '../commands/serve-usage.ts'
import { worldNamesOf } from '../files/worlds.ts'
import type { Environment } from './environment.ts'
import { readArguments, type Typed } from './typed.ts'
import {
  delayIn,
  durationIn,
  eachOf,
  hostIn,
  oneOf,
  originIn,
  shareIn,
  timeIn,
  tokenIn,
  wholeNumber,
  worldIn,
} from './values.ts'

/** What the `serve` command was told. */
interface ServeArguments {
  /** 0 takes a free one. */
  readonly port: number
  /** Without one it is both loopbacks: 127.0.0.1 and ::1. */
  readonly host?: string
  /** Without them it is all. */
  readonly apis?: readonly string[]
  /** A name, or a file. */
  readonly world: string
  readonly state?: string
  readonly seed: number
  readonly fidelity: Fidelity
  /** ISO 8601. */
  readonly now?: string
  readonly rateLimit: boolean | number
  readonly delay?: Delay
  readonly errorRate?: number
  readonly sessions?: SessionLimits
  readonly quiet: boolean
  readonly json: boolean
  readonly adminToken?: string
  readonly allowHosts?: readonly string[]
  readonly allowOrigins?: readonly string[]
}

/** `--port 0 --world empty` as values; what was left out from the environment, the configuration, or by default. */
export const parseServeArguments = async (
  args: readonly string[],
  env: Environment,
  config: Config,
): Promise<ServeArguments> => toServeArguments(readArguments(serveUsage, args, env), config)

export function toServeArguments(typed: TypedServe, config: Config): ServeArguments {
  const { values, sourceOf } = typed
  const usual = standing(config)
  const { port, world = usual.world, seed = String(usual.seed), fidelity = usual.fidelity } = values
  return {
    port: port === undefined ? usual.port : wholeNumber(sourceOf('port'), port, 65_535),
    world: worldIn(sourceOf('world'), world, worldNamesOf(config)),
    seed: wholeNumber(sourceOf('seed'), seed, 2 ** 31 - 1),
    fidelity: oneOf(sourceOf('fidelity'), fidelity, ['documented', 'observed']),
    rateLimit: values['rate-limit'] ?? usual.rateLimit,
    quiet: values.quiet ?? usual.quiet,
    json: values.json ?? usual.json,
    ...sessionsIn(typed, config),
    ...onlyTold(typed, Object.keys(config.apis)),
  }
}

/** What the configuration has, or nobody, where it is not told. */
function onlyTold({ values, sourceOf }: TypedServe, names: readonly string[]) {
  const { host, api, now, state, delay, 'error-rate': errorRate } = values
  const { 'admin-token': token, 'allow-host': hosts, 'allow-origin': origins } = values
  const all = <Value>(
    option: 'api' | 'allow-host' | 'allow-origin',
    texts: readonly string[],
    read: (source: string, text: string) => Value,
  ) => eachOf(texts).map(text => read(sourceOf(option), text))
  return {
    ...(host !== undefined && { host }),
    ...(api !== undefined && { apis: all('api', [api], (from, name) => oneOf(from, name, names)) }),
    ...(delay !== undefined && { delay: delayIn(sourceOf('delay'), delay) }),
    ...(errorRate !== undefined && { errorRate: shareIn(sourceOf('error-rate'), errorRate) }),
    ...(state !== undefined && { state }),
    ...(now !== undefined && { now: timeIn(sourceOf('now'), now) }),
    ...(token !== undefined && { adminToken: tokenIn(sourceOf('admin-token'), token) }),
    ...(hosts !== undefined && { allowHosts: all('allow-host', hosts, hostIn) }),
    ...(origins !== undefined && { allowOrigins: all('allow-origin', origins, originIn) }),
  }
}

/** Limits of sessions that are told, over those that are configured. */
function sessionsIn({ values, sourceOf }: TypedServe, { serve = {} }: Config) {
  const { sessions: most, 'session-idle': idle } = values
  if (most === undefined && idle === undefined) return {}
  const sessions: SessionLimits = {
    ...serve.sessions,
    ...(most !== undefined && { most: wholeNumber(sourceOf('sessions'), most, 100_000, 1) }),
    ...(idle !== undefined && { idle: durationIn(sourceOf('session-idle'), idle) }),
  }
  return { sessions }
}

type TypedServe = Typed<typeof serveUsage.options>
