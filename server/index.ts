export {
  type Bounds,
  createHttpServer,
  type Exchange,
  type HttpOptions,
  type ServedDouble,
} from './http.ts'
export { type Served, type ServeOptions, serve } from './serve.ts'
