import { at, difference } from '../../contract/verify/difference.ts'
import type { Scenario, Stage } from '../../contract/verify/suite.ts'
import type { Operation } from './operation.ts'
import { settingsOf, time } from './verification-reads.ts'

type Settings = Scenario<Operation>

/** What every key may be set to; the first value of each is no default, and not the one that the page prints. */
const values = {
  language_tag: ['de', 'en'],
  date_format: ['d.m.Y', 'm-d-Y', 'm.d.Y', 'd/m/Y', 'd-m-Y', 'Y/m/d', 'Y-m-d', 'Y.m.d', 'm/d/Y'],
  time_format: ['H:i', 'h:i A', 'h:i a'],
  timezone: ['Europe/Berlin', 'UTC', 'US/Eastern'],
  first_day_of_week: ['monday', 'saturday', 'sunday'],
  allow_collaboration: [false, true, 0, 1],
  profile_completed: [0, 1, false, true],
  firstname: ['ü'.repeat(50), '', 'Zoë'],
  lastname: ['ß'.repeat(100), '', 'O’Neil'],
}

const readOnly = {
  id: 'mine',
  collaboration_limit: 9999,
  request_rate_limit: 9999,
  schedules_limit: 9999,
  created_at: '1999-01-01T00:00:00Z',
  updated_at: '1999-01-01T00:00:00Z',
}

const wrong: Readonly<Record<string, readonly unknown[]>> = {
  firstname: ['a'.repeat(51), 42, null],
  lastname: ['a'.repeat(101), 42],
  language_tag: ['fr', 'EN', null],
  date_format: ['d/m/y', 'Y m d'],
  time_format: ['h:i', 'H:I'],
  timezone: ['Mars/Olympus', '+01:00', ''],
  first_day_of_week: ['tuesday', 'Monday'],
  allow_collaboration: ['true', 2, null],
  profile_completed: ['false', 2],
  email: ['', 'nobody', `${'a'.repeat(189)}@example.com`, 42],
  new_password: ['12345', 123456, null],
}

/** The settings as they are; whatever can be written is written back at the end of the scenario. */
export async function kept(stage: Stage<Operation>): Promise<Record<string, unknown>> {
  const before = await settingsOf(stage)
  const writable = Object.fromEntries(Object.keys(values).map(key => [key, before[key]]))
  stage.later(async () => {
    if (!difference(writable, await settingsOf(stage))) return
    await stage.ask('updateUserSettings', { body: writable })
    const lost = difference(writable, await settingsOf(stage))
    if (lost) stage.lose(`The setting ${lost.path} is no longer ${JSON.stringify(lost.expected)}.`)
  })
  return before
}

/** Settings as they are shown: booleans may be sent as digits, and may be shown so. */
const asShown = (settings: Record<string, unknown>, like: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      if (typeof like[key] === 'boolean') return [key, Boolean(value)]
      return [key, typeof like[key] === 'number' ? Number(value) : value]
    }),
  )

/** What may be written into the settings. */
export const settingsScenarios: readonly Settings[] = [
  ...Object.entries(values).map(
    ([key, allowed]): Settings => ({
      title: `${key} may be set to each of its values, and every other setting stays`,
      async run(stage) {
        const { updated_at: _, ...before } = await kept(stage)
        const body = Object.fromEntries(Object.entries(values).map(([name, [one]]) => [name, one]))
        await stage.ask('updateUserSettings', { body })
        for (const value of allowed) {
          const done = await stage.ask('updateUserSettings', { body: { [key]: value } })
          stage.same(done, 'body', { success: true }, done.body)
          const data = asShown({ ...before, ...body, [key]: value }, before)
          stage.says(await stage.ask('getUserSettings'), { data })
        }
      },
    }),
  ),
  {
    title: 'Several settings change at once, and nothing changes by an update of nothing',
    async run(stage) {
      const { updated_at: _, ...before } = await kept(stage)
      const body = { date_format: 'Y-m-d', time_format: 'h:i A', firstname: 'Vera', timezone: 'GB' }
      await stage.ask('updateUserSettings', { body })
      stage.says(await stage.ask('getUserSettings'), { data: { ...before, ...body } })
      await stage.ask('updateUserSettings', { body: {} })
      stage.says(await stage.ask('getUserSettings'), { data: { ...before, ...body } })
    },
  },
  {
    title: 'The whole object may be sent back, and what cannot be written is ignored',
    async run(stage) {
      const { updated_at: _, ...before } = await kept(stage)
      const body = { ...before, ...readOnly, nothing_known: 1, firstname: 'Vera' }
      await stage.ask('updateUserSettings', { body })
      const data = { ...before, firstname: 'Vera', updated_at: /^(?!1999)/ }
      stage.says(await stage.ask('getUserSettings'), { data })
    },
  },
  {
    title: 'A body is read as JSON whatever its Content-Type, as in the documented requests',
    async run(stage) {
      await kept(stage)
      const type = 'application/x-www-form-urlencoded'
      for (const date_format of ['d.m.Y', 'Y/m/d']) {
        const text = ` { "date_format": "${date_format}" } `
        await stage.ask('updateUserSettings', { text, type })
        stage.says(await stage.ask('getUserSettings'), { data: { date_format } })
      }
    },
  },
  {
    title: 'A wrong value is a 400 that names its key, and then nothing changes',
    async run(stage) {
      const before = await kept(stage)
      for (const [key, faults] of Object.entries(wrong)) {
        for (const value of faults) {
          const other = key === 'firstname' ? 'lastname' : 'firstname'
          const body = { [other]: 'Changed', [key]: value }
          const reply = await stage.ask('updateUserSettings', { body }, 400)
          const error = { code: 'invalid_parameter', message: new RegExp(key), status: 400 }
          stage.says(reply, { success: false, error })
        }
      }
      for (const text of ['{"firstname":', '["firstname"]', 'firstname=Changed']) {
        const reply = await stage.ask('updateUserSettings', { text }, 400)
        stage.says(reply, { error: { code: 'invalid_request' } })
      }
      stage.says(await stage.ask('getUserSettings'), { data: before })
    },
  },
  {
    title: 'An update moves updated_at, a refused one does not, and created_at stays',
    async run(stage) {
      const { created_at, updated_at } = await kept(stage)
      await stage.pause()
      await stage.ask('updateUserSettings', { body: { firstname: 42 } }, 400)
      stage.says(await stage.ask('getUserSettings'), { data: { created_at, updated_at } })
      await stage.ask('updateUserSettings', { body: { firstname: 'Vera' } })
      const reply = await stage.ask('getUserSettings')
      stage.says(reply, { data: { created_at, updated_at: time } })
      const now = Date.parse(String(at(reply.body, 'data', 'updated_at')))
      stage.same(reply, 'updated_at moved', true, now > Date.parse(String(updated_at)))
    },
  },
]
