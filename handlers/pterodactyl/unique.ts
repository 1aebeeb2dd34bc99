import type { Check } from '../../contract/answer/parse.ts'
import type { StoreOf } from '../../contract/define.ts'
import type { entities } from './entities.ts'
import { textOf } from './php/number.ts'
import type { UserEntity } from './transformers.ts'

type Store = Pick<StoreOf<typeof entities>, 'user'>

/** Adds the issues of fields whose value another user has already; one that is broken anyway is not looked at. */
export const uniqueIn =
  (store: Store, own?: number): Check =>
  (sent, issues) =>
    (['email', 'external_id', 'username'] as const).flatMap(path => {
      const value: unknown = Reflect.get(Object(sent), path)
      const isBroken = issues.some(issue => issue.path === path && issue.rule !== 'p_username')
      return !isBroken && holdersOf(store, path, value).some(({ id }) => id !== own)
        ? [{ in: 'body', path, rule: 'unique', sent: value } as const]
        : []
    })

function holdersOf(
  { user }: Store,
  path: 'email' | 'external_id' | 'username',
  value: unknown,
): UserEntity[] {
  const text = textOf(value).toLowerCase()
  if (text === '') return []
  if (!Number.isInteger(value)) return user.all(path, text)
  // MySQL compares a whole number with the one that each name begins with, or 0 where it begins with none.
  const all = user.slice('id', 0, user.size)
  return all.filter(({ username }) => (Number.parseFloat(username) || 0) === value)
}
