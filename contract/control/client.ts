/**
 * Controls a running server.
 *
 * @module contract-doubles/client
 */

import type { Moment } from '../double/clock.ts'
import type { AnyOverride } from '../double/force/override.ts'
import type { Entry } from '../double/journal/entry.ts'
import type { Message } from '../double/outbox.ts'
import { sessionHeader } from '../double/sessions/address.ts'
import type { SessionOptions } from '../double/sessions/sessions.ts'
import type { ChangesOfAll } from '../double/settings/all.ts'
import type { Scenario } from '../double/settings/scenarios.ts'
import type { Choices } from '../readings/choice.ts'
import { createAsking, type Sent } from './asking.ts'

/** Who asks, and what for. */
export interface ControlClientOptions {
  /** The session that is meant. Default: what is outside of all. */
  readonly session?: string
  /** What `--admin-token` gave, where another machine is asked. */
  readonly token?: string
}

/** A world: its name, or entities by API as in `{ overplane: { users: [{ email: 'ada@example.com' }] } }`. */
export type SentWorld = string | Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** What doubles hold, by API: `{ overplane: { users: [{ email: 'ada@example.com' }] } }`. */
export type SentState = Readonly<Record<string, unknown>>

/** Values of readings by the API that they are of: `{ pterodactyl: { deleteStatus: 204 } }`. */
export type SentReadings = Readonly<Record<string, Choices>>

/** A call of a journal, as it is shown: without secrets, and cut where it is long. */
export type JournalCall = ReturnType<Entry['toJSON']> & {
  /** The API that was called; null where none has such a path. */
  readonly api: string | null
}

/** A message that an API would have sent. */
export interface SentMessage extends Message {
  readonly api: string
}

/** Which calls are asked for. */
export interface JournalQuery {
  readonly api?: string
  readonly operation?: string
  /** Only the calls that break the contract, or only those that do not. */
  readonly violations?: boolean
  /** Only so many, and of those the last. */
  readonly limit?: number
}

/** The doubles of a server, or of one of its sessions: each member is one HTTP call, and the same as of a double in code. */
export interface ControlClient {
  /** By what a request goes to the session: `fetch(url, { headers: control.headers })`. */
  readonly headers: Readonly<Record<string, string>>
  /** The same in a session, which is opened anew. */
  session(name: string, options?: SessionOptions<SentWorld, SentReadings>): Promise<ControlClient>
  /** Drops the session of a name, with all that was in it. */
  dropSession(name: string): Promise<void>
  /** Forces a documented reply, a delay or a fault. Takes it back when called. */
  override(api: string, operation: string, override: AnyOverride): Promise<() => Promise<void>>
  /** Takes other values of some readings from now on. */
  follow(readings: SentReadings): Promise<void>
  /** Changes limits, delays, the share of calls that are lost, and readings: `configure({ delay: [100, 900] })`. */
  configure(changes: ChangesOfAll<SentReadings>): Promise<void>
  /** Overrides and settings under a name, to be switched on and off as one. */
  readonly scenarios: ControlScenarios
  /** All that the doubles hold, by API. */
  state(): Promise<SentState>
  /** Keeps all that the doubles hold under a name. */
  checkpoint(name: string): Promise<void>
  /** Back to what they held when the name was given, or to a state: an API that it does not name stays as it is. */
  restore(to: string | SentState): Promise<void>
  /** Back to the world that they began with, or to another one. */
  reset(world?: SentWorld): Promise<void>
  /** The calls, in the order of their times. */
  journal(query?: JournalQuery): Promise<readonly JournalCall[]>
  /** Forgets the calls. */
  clearJournal(): Promise<void>
  /** The messages that the APIs would have sent. */
  outbox(): Promise<readonly SentMessage[]>
  /** The clocks of all doubles. */
  readonly clock: ControlClock
}

/** Scenarios, each of all APIs that have a part in it. */
export interface ControlScenarios {
  /** Adds one, by API: `add('bad day', { overplane: { settings: { delay: 700 } } })`. */
  add(name: string, scenario: Readonly<Record<string, Scenario>>): Promise<void>
  on(name: string): Promise<void>
  off(name: string): Promise<void>
  remove(name: string): Promise<void>
}

/** Clocks that are turned together. */
export interface ControlClock {
  /** They stand still, as they are, or at a moment: `freeze('2030-06-01T12:00:00Z')`. */
  freeze(at?: Moment): Promise<void>
  /** They go to a moment. */
  set(at: Moment): Promise<void>
  /** They go on by milliseconds, or by `'90s'`, `'15m'`, `'2h'`, `'30d'`. */
  advance(by: number | string): Promise<void>
  /** They run on from where they stand. */
  run(): Promise<void>
  /** They run again as at the start. */
  reset(): Promise<void>
}

/**
 * Controls the doubles of a server from wherever there is a `fetch`. What cannot be done rejects with the sentence that
 * the server says of it.
 *
 * @example
 * const control = createControlClient('http://127.0.0.1:4010')
 * const ada = await control.session('ada', { world: 'empty' })
 * await ada.override('overplane', 'listUsers', { status: 400, times: 1 })
 */
export function createControlClient(
  url: string,
  { session, token }: ControlClientOptions = {},
): ControlClient {
  const ask = createAsking(url, token)
  const own = (method: string, path: string, { query, body }: Sent = {}) =>
    ask(method, path, { query: { ...query, session }, body })
  const done = async (...asked: Parameters<typeof own>) => void (await own(...asked))
  return {
    headers: session === undefined ? {} : { [sessionHeader]: session },
    async session(name, options) {
      await ask('POST', '/sessions', { body: { ...options, name } })
      return createControlClient(url, { session: name, ...(token !== undefined && { token }) })
    },
    dropSession: async name =>
      void (await ask('DELETE', '/sessions', { query: { session: name } })),
    async override(api, operation, override) {
      const { id } = Object(
        await own('POST', '/overrides', { body: { ...override, api, operation } }),
      )
      return () => done('DELETE', '/overrides', { query: { api, id } })
    },
    follow: readings => done('PATCH', '/readings', { body: readings }),
    configure: changes => done('PATCH', '/settings', { body: changes }),
    scenarios: {
      add: (name, scenario) => done('PUT', scenarioAt(name), { body: scenario }),
      on: name => done('POST', `${scenarioAt(name)}/on`),
      off: name => done('POST', `${scenarioAt(name)}/off`),
      remove: name => done('DELETE', scenarioAt(name)),
    },
    // The control API checks what it sends by its own description.
    state: async () => (await own('GET', '/state')) as SentState,
    checkpoint: name => done('POST', '/checkpoints', { body: { name } }),
    restore: to =>
      typeof to === 'string'
        ? done('POST', `/checkpoints/${encodeURIComponent(to)}/restore`)
        : done('PUT', '/state', { body: to }),
    reset: world => done('POST', '/reset', { ...(world !== undefined && { body: { world } }) }),
    journal: async query => callsIn(await own('GET', '/journal', { query: { ...query } })),
    clearJournal: () => done('DELETE', '/journal'),
    // The control API checks what it sends by its own description.
    outbox: async () => (await own('GET', '/outbox')) as readonly SentMessage[],
    clock: createControlClock(body => done('PATCH', '/clock', { body })),
  }
}

const createControlClock = (turn: (body: object) => Promise<void>): ControlClock => ({
  freeze: at => turn({ freeze: at ?? true }),
  set: at => turn({ set: at }),
  advance: by => turn({ advance: by }),
  run: () => turn({ run: true }),
  reset: () => turn({ reset: true }),
})

const scenarioAt = (name: string): string => `/scenarios/${encodeURIComponent(name)}`

/** The calls of an API, as the control API tells them. */
interface ToldJournal {
  readonly api: string | null
  readonly entries: readonly JournalCall[]
}

/** The calls of all journals as one. */
const callsIn = (journals: unknown): readonly JournalCall[] =>
  // The control API checks what it sends by its own description.
  (journals as readonly ToldJournal[])
    .flatMap(({ api, entries }) => entries.map(entry => ({ ...entry, api })))
    .sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at))
