import type { ServedDouble } from '../../contract/control/controlled.ts'
import { basePathOf } from '../../contract/double/base-path.ts'
import { redactedSearch } from '../../contract/double/journal/redacted-text.ts'
import type { Exchange } from '../http/http.ts'
import { faultInWords, shown, some } from './log.ts'

/**
 * An exchange for a collector of logs: what `lineOf` tells a reader, as one line of JSON that has all of its keys.
 *
 * @example toJsonLine(exchange) // {"event":"request","time":"2024-01-15T09:30:00.000Z","api":"overplane",…}
 */
export function toJsonLine(exchange: Exchange): string {
  const { at, operation, method, path, search, status, milliseconds, isLeft } = exchange
  const { entry, fault, failure } = exchange
  const [api = '', ...names] = operation.split('/')
  return JSON.stringify({
    ...{ event: 'request', time: at.toISOString() },
    ...{ api: api || null, operation: names[0] ?? null },
    ...{ method, path: shown(path), search: shown(redactedSearch(search)), status },
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    violations: some(entry?.violations ?? []).map(shown),
    warnings: some(entry?.warnings ?? []).map(shown),
    forced: entry?.forced ?? false,
    fault: fault === undefined ? null : faultInWords(fault),
    failure: failure === undefined ? null : shown(failure),
    isLeft,
  })
}

/** That it listens, in the place of the banner. */
export function toListeningLine(
  url: string,
  doubles: readonly ServedDouble[],
  told: object,
): string {
  const apis = doubles.map(double => ({ name: double.name, url: url + basePathOf(double) }))
  return JSON.stringify({ event: 'listening', time: new Date().toISOString(), url, apis, ...told })
}
