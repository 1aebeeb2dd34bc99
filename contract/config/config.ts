import type { Apis } from '../api.ts'
import type { ReadingsOf, ScenarioOf, WorldParts } from '../double/doubles.ts'
import type { Delay } from '../double/force/delay.ts'
import type { SessionLimits } from '../double/sessions/sessions.ts'
import type { Fidelity } from '../readings/choice.ts'

/** What a project says once, for every command: its APIs, its worlds, and how they are served. */
export interface Config<All extends Apis = Apis> {
  /** The APIs, each under its name: exactly these. Those of `contract-doubles` are among them where they are spread into it. */
  readonly apis: All
  /**
   * Starting states by name, beside "documented", "empty" and "demo": functions or entities by API, or a file that has
   * them, from the folder of the configuration, as in `'./team.json'`. An API that one does not fill is empty in it.
   */
  readonly worlds?: { readonly [World in string]: WorldParts<All> | string }
  /** Overrides and settings under names, by API, to be switched on and off as one while the server runs. */
  readonly scenarios?: { readonly [Name in string]: ScenarioOf<All> }
  /** How the server is to be, where the command line does not say otherwise. */
  readonly serve?: ServeSettings<All>
}

/** What the `serve` command takes, as a project has it. */
export interface ServeSettings<All extends Apis = Apis> {
  /** 0 takes a free one. Default: 4010. */
  readonly port?: number
  /** Default: both loopbacks, 127.0.0.1 and ::1. */
  readonly host?: string
  /** The name of a world, or a file, from the folder of the configuration, as in `'./team.json'`. Default: demo. */
  readonly world?: string
  /** A file, from the folder of the configuration, that keeps what the doubles hold. Default: nothing does. */
  readonly state?: string
  /** Default: 1. */
  readonly seed?: number
  /** Default: `'documented'`. */
  readonly fidelity?: Fidelity
  /** Values of readings by API, over what the fidelity takes: `{ pterodactyl: { deleteStatus: 204 } }`. */
  readonly readings?: ReadingsOf<All>
  /** Whether the APIs' limits of requests are enforced, or a limit in their place. Default: false. */
  readonly rateLimit?: boolean | number
  /** How long every call waits, in milliseconds, or a range of them. Default: 0. */
  readonly delay?: Delay
  /** The share of calls that meet an outage, from 0 to 1. Default: 0. */
  readonly errorRate?: number
  /** How many sessions there may be, and how long one may be left alone. Default: 200, and an hour. */
  readonly sessions?: SessionLimits
  /** Whether there is no line for each request. Default: false. */
  readonly quiet?: boolean
  /** Whether each line is JSON, the one that says where it listens too. Default: false. */
  readonly json?: boolean
  /** Lets other machines control the doubles. Default: made up where the host is no loopback. */
  readonly adminToken?: string
  /** Names, with a port or without, by which this machine may be asked for the control API too. Default: its own alone. */
  readonly allowHosts?: readonly string[]
  /** Origins whose pages may use the control API too: `['http://localhost:5173']`. Default: none. */
  readonly allowOrigins?: readonly string[]
}

/**
 * What `contract-doubles.config.ts` exports by default; the identity, kept for the types that are derived from its
 * literal: a world knows the models of the API that it fills.
 *
 * @example
 * export default defineConfig({
 *   apis: { todos },
 *   worlds: { 'two todos': { todos: db => { db.todo.create({ title: 'a' }); db.todo.create({ title: 'b' }) } } },
 *   serve: { port: 4020, world: 'two todos' },
 * })
 */
export const defineConfig = <const All extends Apis>(config: Config<All>): Config<All> => config
