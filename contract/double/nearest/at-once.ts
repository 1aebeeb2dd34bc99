export { nearMisses } from './near-misses.ts'

/** To be awaited, by whoever can, before near misses are asked for. */
export const ready = (): Promise<void> | undefined => undefined
