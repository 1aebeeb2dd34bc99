import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import type { Apis } from '../../contract/api.ts'
import { check, expecting } from '../../contract/check.ts'
import type { Config } from '../../contract/config/config.ts'
import type { ServedDouble, Words, Worlds } from '../../contract/control/controlled.ts'
import {
  createDoublesOf,
  type DoublesOf,
  type WorldChoiceOf,
} from '../../contract/double/doubles.ts'
import type { apis } from '../../handlers/index.ts'
import { isLoopback } from '../admin/guard.ts'
import { keepState } from '../files/state-file.ts'
import { worldsOf } from '../files/worlds.ts'
import { createHttpServer, type Exchange } from '../http/http.ts'
import type { Print } from '../line/printing.ts'
import { sayer } from '../line/usage.ts'
import type { Setting } from './banner.ts'
import { wordsOf } from './followed.ts'
import { introductionOf } from './introduction.ts'
import { toJsonLine, toListeningLine } from './json-log.ts'
import { listen } from './listening.ts'
import { lineOf } from './log.ts'
import { configIn, type ServeOptions, type Told, toldTo } from './serve-options.ts'

/** A running server. */
export interface Served<All extends Apis = typeof apis> {
  /** `http://127.0.0.1:4010` */
  readonly url: string
  /** What it serves: arrange and inspect them from here. */
  readonly doubles: DoublesOf<All>
  /** How many requests were a 500, which is no API's: a fault of the doubles. */
  readonly failures: number
  /** Stops at once, whatever is under way. */
  close(): Promise<void>
}

/**
 * Serves doubles until it is closed; `print` gets the banner and a line for each request, and by default nobody does.
 *
 * @example
 * const { url, doubles, close } = await serve({ port: 0, world: 'documented' })
 * doubles.overplane.db.user.create({ email: 'ada@example.com', first_name: 'Ada' })
 * await fetch(`${url}/api/core/user`, { headers: { Authorization: 'Bearer sk_test_...' } })
 * await close()
 */
export function serve<All extends Apis>(
  options: ServeOptions<All> & { readonly config: Config<All> },
  print?: Print,
): Promise<Served<All>>
export function serve(options?: ServeOptions, print?: Print): Promise<Served>
export function serve(options: ServeOptions<Apis> = {}, print?: Print): Promise<Served<Apis>> {
  return serveAfter(undefined, options, print)
}

/** What a server has of the one that it comes after. */
export interface Succession {
  /** Where the one before listened, for who takes a free port; there is none before the first. */
  readonly port?: number
  /** What other machines show where nobody has given a token. */
  readonly token: string
  /** Puts the doubles to where the one before left them. */
  put(made: { readonly doubles: readonly ServedDouble[]; readonly worlds: Worlds }): Promise<void>
}

/** Serves as `serve` does, in the place of a server that there was before. */
export async function serveAfter(
  before: Succession | undefined,
  options: ServeOptions<Apis>,
  print?: Print,
): Promise<Served<Apis>> {
  const config = configIn(options)
  check(PrintForm, print, 'serve')
  const told = toldTo(config, options)
  const { world, seed, fidelity } = told
  const worlds = worldsOf(config)
  const choice = typeof world === 'string' ? await worlds.named(world) : world
  const doubles = doublesOf(config, told, choice)
  const all: readonly ServedDouble[] = Object.keys(config.apis).flatMap(name => doubles[name] ?? [])
  const chosen = all.filter(({ name }) => told.apis?.includes(name) ?? true)
  const keeper = await keepState(told.state, all, sayer(told.json ?? false))
  await before?.put({ doubles: all, worlds })
  const { host, bounds, allowHosts, allowOrigins } = told
  const { port, adminToken, isFirst } = standOf(told, before)
  const failing = { count: 0 }
  const words = wordsOf(config)
  const server = createHttpServer(chosen, onExchangeOf(told, print), {
    ...{ adminToken, allowHosts, allowOrigins, bounds, words, worlds },
    onFailure: () => {
      failing.count += 1
    },
  })
  const { url, close } = await listen(server, { host, port })
  if (print) {
    const setting = { world: nameOf(world), seed, fidelity, adminToken }
    if (told.json) print(lineOn(url, chosen, setting, told))
    else {
      const met = { ...setting, hasPrinted: hasPrinted(told, config), words: wordsFor(told, words) }
      print(await introductionOf(url, isFirst ? chosen : [], met))
    }
  }
  keeper.begin()
  return {
    url,
    doubles,
    get failures() {
      return failing.count
    },
    async close() {
      await close()
      await keeper.close()
    },
  }
}

/** The doubles of a configuration, as the server is told to have them. */
function doublesOf(
  { apis, scenarios }: Config,
  { seed, fidelity, readings = {}, rateLimit, delay, errorRate, sessions = {}, now }: Told,
  world: WorldChoiceOf<Apis>,
): DoublesOf<Apis> {
  return createDoublesOf(apis, {
    ...{ world, seed, fidelity, readings, rateLimit, delay, errorRate, sessions },
    ...(scenarios && { scenarios }),
    ...(now !== undefined && { now: runningFrom(now) }),
  })
}

/** The same for a collector of logs. A token that was given is known, and no log need have it. */
const lineOn = (
  url: string,
  doubles: readonly ServedDouble[],
  setting: Setting,
  { adminToken }: Pick<ServeOptions, 'adminToken'>,
): string =>
  toListeningLine(url, doubles, {
    ...setting,
    adminToken: adminToken === undefined ? setting.adminToken : undefined,
  })

const nameOf = (world: Told['world']): string => (typeof world === 'string' ? world : world.name)

/** Whether what is served has all that the pages print. */
const hasPrinted = ({ world, state }: Told, { worlds = {} }: Config): boolean =>
  state === undefined &&
  (world === 'documented' || (world === 'demo' && !Object.hasOwn(worlds, 'demo')))

/** The words of the readings, where others are followed than those that are taken. */
function wordsFor({ fidelity, readings = {} }: Told, words: Words): Words | undefined {
  const isToldNone = Object.values(readings).every(one => Object.keys(Object(one)).length === 0)
  return fidelity === 'documented' && isToldNone ? undefined : words
}

/** A line for each request, to whoever wants them. */
function onExchangeOf(
  { quiet, json, isColoured }: Pick<ServeOptions, 'quiet' | 'json' | 'isColoured'>,
  print: Print | undefined,
): ((exchange: Exchange) => void) | undefined {
  if (!print || quiet) return undefined
  return exchange => print(json ? toJsonLine(exchange) : lineOf(exchange, isColoured))
}

const PrintForm = expecting(
  z.custom<Print>(value => value === undefined || typeof value === 'function'),
  'a function that prints a text, such as console.log, or nothing',
)

/** The time, where it is this one now. */
function runningFrom(now: string): () => Date {
  const ahead = Date.parse(now) - Date.now()
  return () => new Date(Date.now() + ahead)
}

/** Where a server stands, and who may control it: as the one before it, where nobody says. */
function standOf(told: Told, before: Succession | undefined) {
  const { port: last, token } = before ?? {}
  return {
    port: told.port === 0 ? (last ?? 0) : told.port,
    adminToken: told.adminToken ?? tokenFor(told.host, token),
    isFirst: last === undefined,
  }
}

/** A token where other machines get to the server. */
function tokenFor(host = 'localhost', token = randomBytes(16).toString('hex')): string | undefined {
  return host === 'localhost' || isLoopback(host) ? undefined : token
}
