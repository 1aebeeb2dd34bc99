export {
  type Bounds,
  createHttpServer,
  type Exchange,
  type HttpOptions,
} from './http.ts'
export { type Served, type ServeOptions, serve } from './serve.ts'
export type { ServedDouble } from './served.ts'
