import type { Asking, Sent } from '../../contract/control/asking.ts'
import type { SentMessage } from '../../contract/control/client.ts'
import type { ToldCall } from '../../contract/control/subjects/calls/calls.ts'
import type {
  EntityPage,
  EntityRow,
  EntityTable,
} from '../../contract/control/subjects/entities/entities.ts'
import type { StandingOverride } from '../../contract/control/subjects/overrides.ts'
import type { PromisedApi } from '../../contract/control/subjects/promised.ts'
import type { FollowedNote } from '../../contract/control/subjects/readings.ts'
import type { ToldSession } from '../../contract/control/subjects/sessions.ts'
import type { AnyOverride } from '../../contract/double/force/override.ts'
import type { Settings } from '../../contract/double/settings/settings.ts'
import type { Choice } from '../../contract/readings/choice.ts'
import type { Transport } from './transport.ts'

export type {
  Choice,
  EntityPage,
  EntityRow,
  EntityTable,
  FollowedNote,
  PromisedApi,
  SentMessage,
  Settings,
  StandingOverride,
  ToldCall,
  ToldSession,
}

/** Something of each API, by its name. */
export type ByApi<Value> = Readonly<Record<string, Value>>

/** An operation, with every reply that it documents. */
export type PromisedOperation = PromisedApi['operations'][number]

/** What time it is for an API. */
export interface Time {
  readonly now: string
  readonly isFrozen: boolean
}

/** A call, by where it is written down. */
export interface CallRef {
  readonly api: string | null
  readonly nth: number
  readonly session?: string | undefined
}

/** Which entities are asked for. */
export interface EntityQuery {
  readonly search?: string | undefined
  readonly sort?: string | undefined
  readonly offset: number
  readonly limit: number
  readonly since?: string | undefined
}

/** A table of entities, by its API and its name. */
export type TableRef = Pick<EntityTable, 'api' | 'name'>

/** Whether a scenario is switched on. */
export interface ScenarioState {
  readonly name: string
  readonly isOn: boolean
}

/** What a new entity has besides its own fields. */
interface Basis {
  readonly like?: string | number
  readonly made?: boolean
}

/** How a session begins. */
export interface NewSession {
  readonly name: string
  readonly world?: string
  readonly now?: string
}

type Fields = Readonly<Record<string, unknown>>

/**
 * All that the inspector asks and does, in a session or outside of all. Each member is one operation of the control API,
 * whose replies are checked by its own description: so they have the types that it documents.
 */
export function createInspection(transport: Transport, session: string | undefined) {
  const ask: Asking = (method, path, { query, body } = {}) =>
    transport.ask(method, path, { query: { ...query, session }, body })
  return {
    ...{ kind: transport.kind, session },
    ...{ calls: callsOver(transport, ask), entities: entitiesOver(ask) },
    ...repliesOver(ask),
    ...startsOver(transport, ask),
    ...lifeOver(ask),
  }
}

/** What was asked and answered. */
const callsOver = (transport: Transport, ask: Asking) => ({
  read: (call: CallRef) => transport.ask<ToldCall>('GET', `/journal/${call.nth}`, by(call)),
  export: (call: CallRef, form: 'curl' | 'vitest' | 'pact') =>
    transport.ask('GET', `/journal/${call.nth}/${form}`, by(call)),
  resend: (call: CallRef) =>
    transport.ask<{ readonly nth: number; readonly status: number }>(
      'POST',
      `/journal/${call.nth}/resend`,
      by(call),
    ),
  /** Of these sessions, too; one that is gone has no calls any more. */
  clear: (sessions: readonly string[]) =>
    Promise.all([
      ask('DELETE', '/journal'),
      ...sessions.map(session =>
        transport.ask('DELETE', '/journal', { query: { session } }).catch(() => undefined),
      ),
    ]),
})

const by = ({ api, session }: CallRef): Sent => ({ query: { api: api ?? undefined, session } })

/** What is answered: promised replies, and what is forced. */
const repliesOver = (ask: Asking) => ({
  promised: () => ask<readonly PromisedApi[]>('GET', '/operations'),
  overrides: {
    list: () => ask<readonly StandingOverride[]>('GET', '/overrides'),
    add: (api: string, operation: string, override: AnyOverride) =>
      ask<{ readonly id: number }>('POST', '/overrides', { body: { api, operation, ...override } }),
    remove: (api: string, id: number) => ask('DELETE', '/overrides', { query: { api, id } }),
    removeAll: () => ask('DELETE', '/overrides'),
  },
  settings: {
    read: () => ask<ByApi<Settings>>('GET', '/settings'),
    change: (changes: Partial<Settings>) => ask('PATCH', '/settings', { body: changes }),
  },
  scenarios: {
    list: () => ask<ByApi<readonly ScenarioState[]>>('GET', '/scenarios'),
    turn: (name: string, isOn: boolean) =>
      ask('POST', `/scenarios/${encodeURIComponent(name)}/${isOn ? 'on' : 'off'}`),
  },
})

/** What is held, entity by entity. */
const entitiesOver = (ask: Asking) => ({
  tables: () => ask<readonly EntityTable[]>('GET', '/entities'),
  read: ({ api, name }: TableRef, query: EntityQuery) =>
    ask<EntityPage>('GET', `/entities/${name}`, { query: { api, ...query } }),
  add: ({ api, name }: TableRef, fields: Fields, how: Basis = {}) =>
    ask<EntityRow>('POST', `/entities/${name}`, { query: { api, ...how }, body: fields }),
  change: ({ api, name }: TableRef, id: string | number, fields: Fields) =>
    ask<EntityRow>('PATCH', entityAt(name, id), { query: { api }, body: fields }),
  remove: ({ api, name }: TableRef, id: string | number) =>
    ask('DELETE', entityAt(name, id), { query: { api } }),
})

const entityAt = (name: string, id: string | number): string =>
  `/entities/${name}/${encodeURIComponent(id)}`

/** Where doubles start from, and go back to. */
const startsOver = (transport: Transport, ask: Asking) => ({
  state: {
    read: () => ask<Fields>('GET', '/state'),
    replace: (state: unknown) => ask('PUT', '/state', { body: state }),
  },
  worlds: {
    list: () => transport.ask<readonly string[]>('GET', '/worlds'),
    reset: (world?: string) => ask('POST', '/reset', { query: { world } }),
  },
  checkpoints: {
    list: () => ask<ByApi<readonly string[]>>('GET', '/checkpoints'),
    keep: (name: string) => ask('POST', '/checkpoints', { body: { name } }),
    restore: (name: string) => ask('POST', `/checkpoints/${encodeURIComponent(name)}/restore`),
    forget: (name: string) => ask('DELETE', `/checkpoints/${encodeURIComponent(name)}`),
  },
  sessions: {
    list: () => transport.ask<readonly ToldSession[]>('GET', '/sessions'),
    open: (options: NewSession) =>
      transport.ask<ToldSession>('POST', '/sessions', { body: options }),
    drop: (name: string) => transport.ask('DELETE', '/sessions', { query: { session: name } }),
  },
})

/** What goes on while they run. */
const lifeOver = (ask: Asking) => ({
  clock: {
    read: () => ask<ByApi<Time>>('GET', '/clock'),
    turn: (body: Fields, api?: string) =>
      ask<ByApi<Time>>('PATCH', '/clock', { query: { api }, body }),
  },
  outbox: () => ask<readonly SentMessage[]>('GET', '/outbox'),
  readings: {
    list: () => ask<ByApi<readonly FollowedNote[]>>('GET', '/readings'),
    follow: (api: string, id: string, value: Choice) =>
      ask('PATCH', '/readings', { body: { [api]: { [id]: value } } }),
  },
  documents: {
    openapi: (api: string) => ask<Fields>('GET', `/openapi/${api}.json`),
    pact: (api: string) => ask<Fields>('GET', `/pact/${api}.json`, { query: { consumer: 'web' } }),
  },
})

export type Inspection = ReturnType<typeof createInspection>
