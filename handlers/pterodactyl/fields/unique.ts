import type { Check } from '../../../contract/answer/parse.ts'
import type { ChoicesOf, StoreOf } from '../../../contract/define.ts'
import type { entities } from '../entities.ts'
import { textOf } from '../php/number.ts'
import type { readings } from '../readings.ts'
import type { UserEntity } from '../transformers.ts'

type Taken = Pick<ChoicesOf<typeof readings>, 'uniqueness' | 'usernameCase'>
type Store = Pick<StoreOf<typeof entities>, 'user'>

/** Adds the issues of fields whose value another user has already; one that is broken anyway is not looked at. */
export const uniqueIn =
  (store: Store, taken: Taken, own?: number): Check =>
  (sent, issues) =>
    (['email', 'external_id', 'username'] as const).flatMap(path => {
      const value: unknown = Reflect.get(Object(sent), path)
      const isBroken = issues.some(issue => issue.path === path && issue.rule !== 'p_username')
      const isHeld = (user: UserEntity) => user.id !== own && isSame(user[path], value, path, taken)
      return !isBroken && holdersOf(store, path, value).some(isHeld)
        ? [{ in: 'body', path, rule: 'unique', sent: value } as const]
        : []
    })

/** Whether a value that is the same but for its case is the same. */
function isSame(kept: string | null, sent: unknown, path: string, taken: Taken): boolean {
  if (taken.uniqueness !== 'exact') return taken.uniqueness === 'any case'
  const text = textOf(sent)
  return kept === (path === 'username' ? casedBy(taken, text) : text)
}

/** A username as it is kept. */
export const casedBy = ({ usernameCase }: Pick<Taken, 'usernameCase'>, name: string): string =>
  usernameCase === 'lower' ? name.toLowerCase() : name

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
