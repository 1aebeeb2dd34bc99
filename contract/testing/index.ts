export { isolate, type Server } from './isolate.ts'
export { createWatch, type Watch, type Watched } from './watch.ts'
