/**
 * The server in code.
 *
 * @module contract-doubles/server
 */

export type { ServedDouble } from '../contract/control/controlled.ts'
export {
  type Bounds,
  createHttpServer,
  type Exchange,
  type HttpOptions,
} from './http/http.ts'
export { type Served, serve } from './serve/serve.ts'
export type { ServeOptions } from './serve/serve-options.ts'
