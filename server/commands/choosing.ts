import type { ApiDefinition, Apis } from '../../contract/api.ts'
import { UsageError } from '../line/usage.ts'

/** What may be named for `<api>`. */
export const namesOf = (apis: Apis): string => Object.keys(apis).join(', ')

/** The API that is named, and nothing besides; else a sentence tells what there is, and what else may be named. */
export function chosenFrom(
  apis: Apis,
  [name = '', ...more]: readonly string[],
  doing: string,
  also: readonly string[] = [],
): ApiDefinition {
  const api = Object.values(apis).find(one => one.name === name)
  if (api && more.length === 0) return api
  const why = name === '' ? 'no API is named' : `there is no API "${[name, ...more].join(' ')}"`
  throw new UsageError(
    `Failed to ${doing}: ${why}. Choose one of ${[...Object.keys(apis), ...also].join(', ')}.`,
  )
}
