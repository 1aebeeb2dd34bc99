export { isolate, type Server } from './isolate.ts'
export type { Lender } from './lending.ts'
export { createWatch, type Watch, type Watched } from './watch.ts'
