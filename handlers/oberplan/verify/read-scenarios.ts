import type { Received } from '../../../contract/verify/exchange/exchange.ts'
import { at } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import { tableOrder } from '../entities.ts'
import type { Operation } from '../operation.ts'
import { settingsOf } from './keeping.ts'

/** ISO 8601, in UTC. */
export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/

/** The settings of the table that a reply has, by the alphabet. */
const keysIn = ({ body }: Received): string[] =>
  tableOrder.filter(key => key in Object(at(body, 'data'))).toSorted()

/** What the settings show. */
export const readScenarios: readonly Scenario<Operation>[] = [
  {
    title: 'The settings have every key, and are those of the account that asks',
    page: 'Returns your user settings.',
    async run({ ask, says, same, resting, credentials }) {
      const reply = await ask('getUserSettings')
      same(reply, 'keys', tableOrder.toSorted(), keysIn(reply))
      says(reply, { data: { created_at: time, updated_at: time }, success: true })
      const [email = ''] = credentials.split(':')
      const seen = String(at(reply.body, 'data', 'email'))
      same(reply, 'email', email.toLowerCase(), seen.toLowerCase())
      await resting(['ids'], async () => says(reply, { data: { id: /^[a-z0-9]{16}$/ } }))
    },
  },
  {
    title: 'fields narrows the settings to the keys that it names, and ignores unknown ones',
    rests: ['fields'],
    async run({ ask, says, same, resting }) {
      const whole = await settingsOf({ ask })
      const narrows = async (fields: string, ...names: readonly string[]) => {
        const reply = await ask('getUserSettings', { query: { fields } })
        same(reply, 'keys', names, keysIn(reply))
        says(reply, { data: Object.fromEntries(names.map(name => [name, whole[name]])) })
      }
      await narrows('email,id', 'email', 'id')
      await narrows('timezone', 'timezone')
      await resting(['unknownFields'], () => narrows('language_tag,nothing', 'language_tag'))
    },
  },
  {
    title: 'The rate limit is that of the settings, and asking for it costs nothing',
    rests: ['rateLimitPath'],
    async run({ ask, says, same }) {
      const { request_rate_limit: limit } = await settingsOf({ ask })
      const first = await ask('getRateLimit')
      const second = await ask('getRateLimit')
      says(first, { data: { request_limit: limit }, success: true })
      const left = [first, second].map(({ body }) => Number(at(body, 'data', 'request_remaining')))
      same(second, 'what is left', Math.max(...left), left[1])
    },
  },
  {
    title: 'The link of no activation message is refused',
    rests: ['activation'],
    async run({ ask, same, unique }) {
      const reply = await ask('activateEmail', { params: { token: unique() } }, 'any')
      same(reply, 'status', /^4\d\d$/, String(reply.status))
    },
  },
]
