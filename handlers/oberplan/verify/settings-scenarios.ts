import type { Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'
import { foundSettings, kept, type writable } from './keeping.ts'
import { time } from './read-scenarios.ts'
import { refusal } from './refusal-words.ts'

type Settings = Scenario<Operation>

/** What a setting may be. */
interface Rule {
  /** What the page says of it. */
  readonly page: string
  /** What it may be set to; the first value is no default, and not the one that the page prints. */
  readonly takes: readonly unknown[]
  readonly refuses: readonly unknown[]
  /** What it may be set to as a reading has it. */
  readonly rests?: readonly [reading: string, takes: readonly unknown[]]
}

const rules: { readonly [Key in (typeof writable)[number]]: Rule } = {
  language_tag: {
    page: 'Must be en for English or de for German.',
    takes: ['de', 'en'],
    refuses: ['fr'],
  },
  date_format: {
    page: 'Must be one of: m/d/Y, m-d-Y, m.d.Y, d/m/Y, d-m-Y, d.m.Y, Y/m/d, Y-m-d, Y.m.d.',
    takes: ['d.m.Y', 'm-d-Y', 'm.d.Y', 'd/m/Y', 'd-m-Y', 'Y/m/d', 'Y-m-d', 'Y.m.d', 'm/d/Y'],
    refuses: ['d/m/y', 'Y m d'],
  },
  time_format: {
    page: 'Must be one of: H:i (24 hour format, e.g. 13:00), h:i A (12 hour format, e.g. 1:00 PM), h:i a (12 hour format, e.g. 1:00 p.m.).',
    takes: ['H:i', 'h:i A', 'h:i a'],
    refuses: ['h:i', 'H:I'],
  },
  timezone: {
    page: 'Must be an Olson DB timezone identifier.',
    takes: ['Europe/Berlin', 'UTC', 'US/Eastern'],
    refuses: ['Mars/Olympus', '+01:00', ''],
    rests: ['timezones', ['GB']],
  },
  first_day_of_week: {
    page: 'Must be one of: monday, saturday, sunday.',
    takes: ['monday', 'saturday', 'sunday'],
    refuses: ['tuesday'],
  },
  allow_collaboration: {
    page: 'boolean: true if other Oberplan users can add you as a collaborator for a schedule; false otherwise.',
    takes: [false, true],
    refuses: [],
    rests: ['booleans', [0, 1]],
  },
  profile_completed: {
    page: 'boolean: If set to false you will be asked to complete your user profile after logging to the app.',
    takes: [false, true],
    refuses: [],
    rests: ['booleans', [0, 1]],
  },
  firstname: {
    page: 'The maximum length is 50 characters.',
    takes: ['ü'.repeat(50), 'Zoë'],
    refuses: ['a'.repeat(51)],
    rests: ['emptyNames', ['']],
  },
  lastname: {
    page: 'The maximum length is 100 characters.',
    takes: ['ß'.repeat(100), 'O’Neil'],
    refuses: ['a'.repeat(101)],
    rests: ['emptyNames', ['']],
  },
}

/** Each setting with a value of its own. */
const others = Object.fromEntries(
  Object.entries(rules).map(([key, { takes }]) => [key, takes[0]] as const),
)

/** What cannot be written, as the page has it. */
const readOnly = {
  id: 'mine',
  collaboration_limit: 9999,
  request_rate_limit: 9999,
  created_at: '1999-01-01T00:00:00Z',
  updated_at: '1999-01-01T00:00:00Z',
}

/** Values of another type. */
const strange: readonly (readonly [key: string, value: unknown])[] = [
  ['firstname', 42],
  ['lastname', 42],
  ['allow_collaboration', 'true'],
  ['allow_collaboration', 2],
  ['profile_completed', 'false'],
  ['profile_completed', 2],
]

/** Settings as they are shown: booleans may be sent as digits, and may be shown so. */
const asShown = (settings: Record<string, unknown>, like: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      if (typeof like[key] === 'boolean') return [key, Boolean(value)]
      return [key, typeof like[key] === 'number' ? Number(value) : value]
    }),
  )

/** Updates that are refused for one of their settings, after which everything is as it was. */
async function refuse(
  stage: Stage<Operation>,
  key: string,
  values: readonly unknown[],
): Promise<void> {
  if (values.length === 0) return
  const { body } = await stage.ask('getUserSettings')
  for (const value of values) await refuseOne(stage, key, value)
  await stage.resting(['faultyUpdate'], async () =>
    stage.says(await stage.ask('getUserSettings'), Object(body)),
  )
}

async function refuseOne({ ask, says }: Stage<Operation>, key: string, value: unknown) {
  const other = key === 'firstname' ? 'lastname' : 'firstname'
  const reply = await ask('updateUserSettings', { body: { [other]: 'Changed', [key]: value } }, 400)
  says(reply, refusal(400, 'invalid_parameter', new RegExp(key))(reply))
}

/** Each setting by itself. */
const single = Object.entries(rules).map(
  ([key, { page, takes, refuses, rests }]): Settings => ({
    title: `${key} may be set to each of its values and to no other, and every other setting stays`,
    page,
    async run(stage) {
      const { updated_at: _, ...before } = await kept(stage)
      await stage.ask('updateUserSettings', { body: others })
      const set = async (value: unknown, rest: object) => {
        const done = await stage.ask('updateUserSettings', { body: { [key]: value } })
        stage.same(done, 'body', { success: true }, done.body)
        const reply = await stage.ask('getUserSettings')
        stage.says(reply, { data: asShown({ ...rest, [key]: value }, before) })
      }
      for (const value of takes) await set(value, { ...before, ...others })
      if (rests) {
        const [reading, values] = rests
        const setAll = async () => {
          for (const value of values) await set(value, {})
        }
        // What is shown as a digit must be taken so: the page lets the whole object be sent back.
        if (values.includes(before[key])) await setAll()
        else await stage.resting([reading], setAll)
      }
      await refuse(stage, key, refuses)
    },
  }),
)

/** Several settings at once, and what else may stand beside them. */
const several: readonly Settings[] = [
  {
    title: 'Several settings change at once, and nothing changes by an update of nothing',
    page: 'The request body may contain all object properties or only those properties that you want to edit.',
    async run(stage) {
      const { updated_at: _, ...before } = await kept(stage)
      const body = { date_format: 'Y-m-d', time_format: 'h:i A', firstname: 'Vera' }
      await stage.ask('updateUserSettings', { body })
      stage.says(await stage.ask('getUserSettings'), { data: { ...before, ...body } })
      await stage.ask('updateUserSettings', { body: {} }, 'any')
      stage.says(await stage.ask('getUserSettings'), { data: { ...before, ...body } })
    },
  },
  {
    title: 'The whole object may be sent back, and what cannot be written stays as it is',
    page: 'The request body may contain all object properties or only those properties that you want to edit.',
    async run(stage) {
      const before = await kept(stage)
      const { updated_at: _, schedules_limit, ...others } = before
      await stage.ask('updateUserSettings', { body: { ...before, firstname: 'Vera' } })
      // What was tried out before may have been written too.
      const { id, created_at } = await stage.shared(foundSettings)
      const now = { id, created_at, updated_at: /^(?!1999)/ }
      const data = { ...others, ...now, firstname: 'Vera' }
      stage.says(await stage.ask('getUserSettings'), { data })
      const unwritten = async (body: object) => {
        const done = await stage.ask('updateUserSettings', { body }, 'any')
        stage.says(await stage.ask('getUserSettings'), { data })
        return done
      }
      const done = await unwritten(readOnly)
      await stage.resting(['readOnlyKeys'], async () =>
        stage.same(done, 'status', /^2\d\d$/, String(done.status)),
      )
      if (schedules_limit !== undefined) {
        await stage.resting(['schedulesLimit'], async () => {
          await stage.ask('updateUserSettings', { body: { schedules_limit: 9999 } }, 'any')
          stage.says(await stage.ask('getUserSettings'), { data: { schedules_limit } })
        })
      }
      await unwritten({ nothing_known: 1 })
    },
  },
  {
    title: 'A body is read as JSON though it is called a form, as in the printed requests',
    page: `curl https://api.oberplan.com/v1/users/me -X PUT -d '{ "date_format": "d.m.Y", "time_format": "H:i" }'`,
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
    title: 'Every update moves updated_at, a refused one does not, and created_at stays',
    page: 'The date and time when this collaborator was last updated, in UTC and ISO 8601 format.',
    async run(stage) {
      const { created_at } = await kept(stage)
      await stage.ask('updateUserSettings', { body: { firstname: 'Eve' } })
      const first = await stage.ask('getUserSettings')
      const updated_at = at(first.body, 'data', 'updated_at')
      await stage.pause()
      await stage.ask('updateUserSettings', { body: { language_tag: 'fr' } }, 400)
      await stage.resting(['faultyUpdate'], async () =>
        stage.says(await stage.ask('getUserSettings'), { data: { created_at, updated_at } }),
      )
      await stage.ask('updateUserSettings', { body: { firstname: 'Vera' } })
      const reply = await stage.ask('getUserSettings')
      stage.says(reply, { data: { created_at, updated_at: time } })
      const now = Date.parse(String(at(reply.body, 'data', 'updated_at')))
      stage.same(reply, 'updated_at moved', true, now > Date.parse(String(updated_at)))
    },
  },
]

/** A refusal that follows from a reading, after which everything is as it was. */
const refusing = (
  title: string,
  reading: string,
  faults: readonly (readonly [key: string, value: unknown])[],
): Settings => ({
  title,
  rests: [reading],
  async run(stage) {
    const before = await kept(stage)
    for (const [key, value] of faults) await refuseOne(stage, key, value)
    await stage.resting(['faultyUpdate'], async () =>
      stage.says(await stage.ask('getUserSettings'), { data: before }),
    )
  },
})

/** What is refused though the page does not say so. */
const refusals: readonly Settings[] = [
  refusing('A value of another type is a 400 that names its key', 'wrongTypes', strange),
  refusing('null is a 400 that names its key', 'nulls', [
    ['firstname', null],
    ['language_tag', null],
    ['allow_collaboration', null],
  ]),
  refusing('The case of a value counts', 'letterCase', [
    ['language_tag', 'EN'],
    ['first_day_of_week', 'Monday'],
  ]),
  {
    title: 'A body that is no JSON object is a 400, and nothing changes',
    rests: ['malformedBody'],
    async run(stage) {
      const before = await kept(stage)
      for (const text of ['{"firstname":', '["firstname"]', 'firstname=Changed']) {
        const reply = await stage.ask('updateUserSettings', { text }, 400)
        stage.says(reply, refusal(400, 'invalid_request')(reply))
      }
      await stage.resting(['faultyUpdate'], async () =>
        stage.says(await stage.ask('getUserSettings'), { data: before }),
      )
    },
  },
]

/** What may be written into the settings. */
export const settingsScenarios: readonly Settings[] = [...single, ...several, ...refusals]
