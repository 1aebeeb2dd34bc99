export type { Call } from '../contract/answer.ts'
export type { Example } from '../contract/document/notes.ts'
export type { OpenApiDocument } from '../contract/document/openapi.ts'
export type { Pact, PactOptions } from '../contract/document/pact.ts'
export type { Delivery, Fault } from '../contract/double/delivery.ts'
export type { Double } from '../contract/double/double.ts'
export type { Entry, Journal } from '../contract/double/journal.ts'
export type { ExpectedCall } from '../contract/double/likeness.ts'
export type { DoubleOptions, Fidelity } from '../contract/double/options.ts'
export type { Message, Messages } from '../contract/double/outbox.ts'
export type { AnyOverride, Override } from '../contract/double/override.ts'
export type { Forced, Overrides, Standing } from '../contract/double/overrides.ts'
export type { Snapshot } from '../contract/double/state.ts'
export type { Verification } from '../contract/double/verification.ts'
export type { Contract, Endpoint, Reply, ReplyDescription } from '../contract/endpoint.ts'
export type { Found, Route, Router } from '../contract/router.ts'
export { type Unhandled, unhandled } from '../contract/unhandled.ts'
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
