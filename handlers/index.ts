/**
 * Doubles of the included APIs. `contract-doubles/overplane`, `contract-doubles/pterodactyl` and `contract-doubles/oberplan` have those of one API alone.
 *
 * @module contract-doubles
 */

import {
  createDoublesOf,
  type DoublesOf,
  type DoublesOptions,
  type SnapshotsOf,
  type WorldOf,
} from '../contract/double/doubles.ts'
import { oberplan } from './oberplan/index.ts'
import { overplane } from './overplane/index.ts'
import { pterodactyl } from './pterodactyl/index.ts'

export { type Unhandled, unhandled } from '../contract/adapters/unhandled.ts'
export type { Call } from '../contract/answer/call.ts'
export type {
  Contract,
  Endpoint,
  Example,
  Reply,
  ReplyDescription,
} from '../contract/answer/endpoint.ts'
export type { ApiDefinition } from '../contract/api.ts'
export type { Delivery, Fault, Journey } from '../contract/double/delivery.ts'
export type { Double } from '../contract/double/double.ts'
export type {
  DoublesJournal,
  DoublesOf,
  DoublesOptions,
  ReadingsOf,
  SnapshotsOf,
  WorldChoiceOf,
  WorldOf,
} from '../contract/double/doubles.ts'
export type { Delay } from '../contract/double/force/delay.ts'
export type { Forced } from '../contract/double/force/forced.ts'
export type { AnyOverride, Override } from '../contract/double/force/override.ts'
export type { Overrides, Standing } from '../contract/double/force/overrides.ts'
export type { Entry, Journal } from '../contract/double/journal/journal.ts'
export type { ExpectedCall } from '../contract/double/journal/likeness.ts'
export type { Verification } from '../contract/double/journal/verification.ts'
export type { DoubleOptions } from '../contract/double/options.ts'
export type { Message, Messages } from '../contract/double/outbox.ts'
export type {
  Session,
  SessionLimits,
  SessionOptions,
  Sessions,
} from '../contract/double/sessions/sessions.ts'
export type { Scenario, Scenarios } from '../contract/double/settings/scenarios.ts'
export type { Settings, SettingsChanges } from '../contract/double/settings/settings.ts'
export type { Snapshot } from '../contract/double/state/state.ts'
export type {
  EntitiesOf,
  Filling,
  WorldChoiceFor,
  WorldFor,
  WorldPart,
} from '../contract/double/state/world.ts'
export type { OpenApiDocument } from '../contract/openapi/openapi.ts'
export type { Pact, PactOptions } from '../contract/pact/pact.ts'
export type { Calibration, Told } from '../contract/readings/calibration.ts'
export type { Choice, Choices, Fidelity } from '../contract/readings/choice.ts'
export type { Reading, Readings } from '../contract/readings/reading.ts'
export type { Suite } from '../contract/verify/suite.ts'
export {
  createOberplan,
  type Oberplan,
  type OberplanChoices,
  type OberplanContract,
  type OberplanDouble,
} from './oberplan/index.ts'
export {
  createOverplane,
  type Overplane,
  type OverplaneChoices,
  type OverplaneContract,
  type OverplaneDouble,
} from './overplane/index.ts'
export {
  createPterodactyl,
  type Pterodactyl,
  type PterodactylChoices,
  type PterodactylContract,
  type PterodactylDouble,
} from './pterodactyl/index.ts'

/**
 * The APIs: whatever needs a list of them takes this one.
 *
 * @example Object.keys(apis) // => [ 'overplane', 'pterodactyl', 'oberplan' ]
 */
export const apis = { overplane, pterodactyl, oberplan }

/** The name of an API, as in `X-Contract-Double` and on the command line. */
export type ApiName = keyof typeof apis

/**
 * A named starting state: fills the empty models of each API that it knows, with fixtures, with factory output
 * (the same for the same `seed`), or by hand. An API that it does not name starts empty.
 *
 * @example { name: 'one user', overplane: db => { db.user.create({ email: 'a@example.com' }) } }
 */
export interface World extends WorldOf<typeof apis> {}

/** A world, or the name of one of the two that need no factory. */
export type WorldChoice = 'documented' | 'empty' | World

/** All doubles as one; each keeps a state of its own. */
export interface Doubles extends DoublesOf<typeof apis> {}

/** A snapshot of each double, by the API's name. */
export interface Snapshots extends SnapshotsOf<typeof apis> {}

/**
 * A double of each API. A `baseUrl` stands for the origins of all: what an API has of a path behind its documented one
 * goes on behind it.
 *
 * @example createDoubles({ baseUrl: 'http://localhost:4010' }).oberplan.baseUrl // => http://localhost:4010/v1
 */
export const createDoubles = (options: DoublesOptions<typeof apis, WorldChoice> = {}): Doubles =>
  createDoublesOf(apis, options)
