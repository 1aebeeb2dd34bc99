import type { Check } from '../../contract/answer/parse.ts'
import type { ChoicesOf } from '../../contract/define.ts'
import type { readings } from './readings.ts'

/** Finds fault with null for an optional field, where that is read so; `parent_id` is printed as null. */
export const nullsAsRead =
  ({ nulls }: ChoicesOf<typeof readings>): Check =>
  (sent, found) =>
    nulls === 'cleared'
      ? []
      : Object.entries(Object(sent))
          .filter(([path, value]) => value === null && path !== 'parent_id')
          .filter(([path]) => found.every(issue => issue.path !== path))
          .map(([path]) => ({ in: 'body', path, rule: 'type', wanted: 'string', sent: null }))
