export type { ServedDouble } from '../contract/control/controlled.ts'
export {
  type Bounds,
  createHttpServer,
  type Exchange,
  type HttpOptions,
} from './http.ts'
export { type Served, type ServeOptions, serve } from './serve.ts'
