import type * as atOnce from './at-once.ts'

// In the place of at-once.ts where a page is bundled, by the field "browser" of package.json: few requests go astray,
// and a page has less to load.

/** Code, and nothing of any double. */
const loaded: Partial<Pick<typeof atOnce, 'nearMisses'>> = {}

/** None before it is ready, which is only seen by a page that calls `double.answer` itself. */
export const nearMisses: typeof atOnce.nearMisses = (apis, call) =>
  loaded.nearMisses?.(apis, call) ?? []

export const ready: typeof atOnce.ready = async () => {
  loaded.nearMisses ??= (await import('./near-misses.ts')).nearMisses
}
