import type * as z from 'zod/mini'
import type { Check } from '../../contract/answer/parse.ts'
import { type ChoicesOf, type Issue, parse, Refused } from '../../contract/define.ts'
import {
  type OberplanAccount,
  type OberplanUser,
  readOnlyKeys,
  tableOrder,
  UserSettings,
} from './entities.ts'
import type { readings } from './readings.ts'

type Taken = ChoicesOf<typeof readings>
type Settings = z.output<typeof UserSettings>
type Sent = Readonly<Record<string, unknown>>

/** The settings that were sent, as far as the readings take them. */
export function settingsAsRead(
  body: (check: Check) => Settings,
  readings: Taken,
  caller: OberplanAccount,
): Settings {
  let all: Sent = {}
  const check: Check = sent => {
    all = Object(sent)
    return issuesIn(all, readings, caller)
  }
  try {
    return body(check)
  } catch (thrown) {
    const kind = thrown instanceof Refused && thrown.refusal.kind
    if (kind === 'malformed' && readings.malformedBody === 'ignored') return {}
    const lenient = leniently(all, readings)
    if (kind !== 'invalid' || lenient === all) throw thrown
    return parse(UserSettings, lenient, 'body', check)
  }
}

/** What was sent, without what would be refused where it is read so; the same where nothing is. */
function leniently(sent: Sent, { nulls, letterCase }: Taken): Sent {
  if (nulls === 'refused' && letterCase === 'exact') return sent
  const entries = Object.entries(sent)
    .filter(([, value]) => nulls === 'refused' || value !== null)
    .map(([key, value]) => [key, letterCase === 'any' ? lower(key, value) : value])
  return Object.fromEntries(entries)
}

const lower = (key: string, value: unknown): unknown =>
  typeof value === 'string' && ['language_tag', 'first_day_of_week'].includes(key)
    ? value.toLowerCase()
    : value

/** What else is wrong, as it is read. */
const issuesIn = (sent: Sent, readings: Taken, caller: OberplanAccount): Issue[] =>
  Object.entries(sent).flatMap(([path, value]) => {
    const [rule, wanted] = faultIn(path, value, { sent, readings, caller }) ?? []
    return rule === undefined ? [] : [{ in: 'body', path, rule, wanted, sent: value } as const]
  })

interface Reading {
  readonly sent: Sent
  readonly readings: Taken
  readonly caller: OberplanAccount
}

type Fault = readonly [rule: string, wanted?: unknown]

/** The rule that a value breaks, and what it asks for. */
function faultIn(path: string, value: unknown, reading: Reading): Fault | undefined {
  const { sent, readings } = reading
  switch (path) {
    case 'firstname':
      return nameFault(value, 50, readings)
    case 'lastname':
      return nameFault(value, 100, readings)
    case 'allow_collaboration':
    case 'profile_completed':
      return isStrayDigit(path, value, readings) ? ['type', 'boolean'] : undefined
    case 'new_password':
      return readings.newPassword === 'alone' && Object.keys(sent).length > 1
        ? ['alone']
        : undefined
    default:
      return strayFault(path, value, reading)
  }
}

function nameFault(value: unknown, max: number, readings: Taken): Fault | undefined {
  if (typeof value !== 'string') return undefined
  if (value === '' && readings.emptyNames === 'refused') return ['min', 1]
  const isLong = readings.characters === 'unit' && value.length > max
  return isLong && Array.from(value).length <= max ? ['max', max] : undefined
}

/** Whether a digit stands for a boolean that is not shown so. */
const isStrayDigit = (path: string, value: unknown, readings: Taken): boolean =>
  readings.booleans === 'refused' &&
  (value === 0 || value === 1) &&
  !(path === 'profile_completed' && readings.profileCompleted === 'number')

/** The fault of a key that cannot be written. */
function strayFault(path: string, value: unknown, { readings, caller }: Reading) {
  const key = readOnlyKeys.find(name => name === path)
  if (key !== undefined) {
    const isOther = readings.readOnlyKeys === 'refused' && value !== caller[key]
    return isOther ? (['readonly'] as const) : undefined
  }
  const isUnknown = !Object.hasOwn(UserSettings.shape, path)
  return isUnknown && readings.unknownKeys === 'refused' ? (['unknown'] as const) : undefined
}

/** The settings as they are shown. */
export function shownAsRead(user: OberplanUser, readings: Taken): Partial<OberplanUser> {
  const { schedules_limit, ...others } = user
  const profile_completed = Boolean(user.profile_completed)
  const shown = {
    ...(readings.schedulesLimit === 'shown' ? user : others),
    ...(readings.profileCompleted === 'boolean' && { profile_completed }),
  }
  if (readings.keyOrder === 'alphabetical') return shown
  const place = (key: string) => tableOrder.indexOf(key) + 1 || Number.POSITIVE_INFINITY
  return Object.fromEntries(Object.entries(shown).sort(([a], [b]) => place(a) - place(b)))
}
