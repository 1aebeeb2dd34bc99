import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Megabytes of heap that are in use after a collection. */
export function heap(): number {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
