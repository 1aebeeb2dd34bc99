import { at } from '../../contract/verify/difference.ts'
import type { Scenario, Stage } from '../../contract/verify/suite.ts'
import type { Operation } from './operation.ts'

/** ISO 8601, in UTC. */
export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/

/** The keys of the sample. */
const keys = [
  'allow_collaboration',
  'collaboration_limit',
  'created_at',
  'date_format',
  'email',
  'first_day_of_week',
  'firstname',
  'id',
  'language_tag',
  'lastname',
  'profile_completed',
  'request_rate_limit',
  'schedules_limit',
  'time_format',
  'timezone',
  'updated_at',
]

/** The settings as they are. */
export async function settingsOf({
  ask,
}: Pick<Stage<Operation>, 'ask'>): Promise<Record<string, unknown>> {
  return Object(at((await ask('getUserSettings')).body, 'data'))
}

/** What the settings show. */
export const readScenarios: readonly Scenario<Operation>[] = [
  {
    title: 'The settings have every key, and are those of the account that asks',
    async run({ ask, says, same, credentials }) {
      const reply = await ask('getUserSettings')
      const data = Object(at(reply.body, 'data'))
      same(
        reply,
        'keys',
        keys,
        Object.keys(data)
          .filter(key => keys.includes(key))
          .sort(),
      )
      says(reply, { data: { created_at: time, updated_at: time }, success: true })
      same(reply, 'email', credentials.split(':')[0], String(data.email))
    },
  },
  {
    title: 'fields narrows the settings to the keys that it names, and ignores unknown ones',
    async run({ ask, says, same }) {
      const whole = await settingsOf({ ask })
      for (const names of [['email', 'id'], ['timezone'], ['language_tag', 'nothing']]) {
        const reply = await ask('getUserSettings', { query: { fields: names.join(',') } })
        const known = names.filter(name => name !== 'nothing')
        same(reply, 'keys', known, Object.keys(Object(at(reply.body, 'data'))).sort())
        says(reply, { data: Object.fromEntries(known.map(name => [name, whole[name]])) })
      }
    },
  },
  {
    title: 'The rate limit is that of the settings, and asking for it costs nothing',
    async run({ ask, says, same }) {
      const { request_rate_limit: limit } = await settingsOf({ ask })
      const first = await ask('getRateLimit')
      const second = await ask('getRateLimit')
      says(first, { data: { request_limit: limit }, success: true })
      const left = [first, second].map(({ body }) => Number(at(body, 'data', 'request_remaining')))
      same(second, 'what is left', Math.max(...left), left[1])
    },
  },
]
