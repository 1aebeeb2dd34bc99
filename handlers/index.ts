export { type Unhandled, unhandled } from '../contract/adapters/unhandled.ts'
export type { Call } from '../contract/answer/call.ts'
export type {
  Contract,
  Endpoint,
  Example,
  Reply,
  ReplyDescription,
} from '../contract/answer/endpoint.ts'
export type { Delivery, Fault, Journey } from '../contract/double/delivery.ts'
export type { Double } from '../contract/double/double.ts'
export type { AnyOverride, Override } from '../contract/double/force/override.ts'
export type { Forced, Overrides, Standing } from '../contract/double/force/overrides.ts'
export type { Entry, Journal } from '../contract/double/journal/journal.ts'
export type { ExpectedCall } from '../contract/double/journal/likeness.ts'
export type { Verification } from '../contract/double/journal/verification.ts'
export type { DoubleOptions, Fidelity } from '../contract/double/options.ts'
export type { Message, Messages } from '../contract/double/outbox.ts'
export type { Snapshot } from '../contract/double/state.ts'
export type { OpenApiDocument } from '../contract/openapi/openapi.ts'
export type { Pact, PactOptions } from '../contract/pact/pact.ts'
export type { World, WorldChoice } from '../fixtures/worlds/world.ts'
export { createDoubles, type Doubles, type DoublesJournal, type Snapshots } from './doubles.ts'
export {
  createOberplan,
  type Oberplan,
  type OberplanContract,
  type OberplanDouble,
} from './oberplan/index.ts'
export {
  createOverplane,
  type Overplane,
  type OverplaneContract,
  type OverplaneDouble,
} from './overplane/index.ts'
export {
  createPterodactyl,
  type Pterodactyl,
  type PterodactylContract,
  type PterodactylDouble,
} from './pterodactyl/index.ts'
