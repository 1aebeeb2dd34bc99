/**
 * Describe an API of your own.
 *
 * @module contract-doubles/define
 */

export { type Auth, credentialsIn } from './answer/auth.ts'
export type { Call } from './answer/call.ts'
export {
  breach,
  malformed,
  parameter,
  parse,
  readJson,
  readQuery,
  whole,
  wholeNumber,
} from './answer/parse.ts'
export { found, type Issue, type Refusal, Refused } from './answer/refusal.ts'
export { perEntity } from './answer/rows.ts'
export { type Config, defineConfig, type ServeSettings } from './config/config.ts'
export { type Api, type ContractOf, type DoubleOf, defineApi } from './define/define-api.ts'
export {
  type Context,
  defineDialect,
  type Extra,
  type Refusing,
  worded,
} from './define/dialect.ts'
export {
  bodiesOf,
  creating,
  type EntitySpec,
  entity,
  type Making,
  optionally,
} from './define/entity.ts'
export {
  always,
  type Brief,
  type EndpointOf,
  type Operation,
  operations,
} from './define/operations.ts'
export { alike, named, say } from './define/words.ts'
export { createDoublesOf, type DoublesOf } from './double/doubles.ts'
export type { JsonSchema } from './openapi/components.ts'
export type { Calibration } from './readings/calibration.ts'
export type { Choice, Choices } from './readings/choice.ts'
export {
  type ChoicesOf,
  type Form,
  type Reading,
  type Readings,
  reading,
} from './readings/reading.ts'
export type { DbOf, StoreOf } from './store/entities.ts'
