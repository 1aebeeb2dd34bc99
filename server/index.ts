export type { ServeArguments } from './arguments.ts'
export { createHttpServer, type Exchange, type ServedDouble } from './http.ts'
export { type Served, serve } from './serve.ts'
