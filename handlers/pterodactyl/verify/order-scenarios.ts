import type { Sent } from '../../../contract/verify/exchange/exchange.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { VerifiedOperation } from '../operation.ts'
import { required } from './made.ts'

const text = '{"email":'

/** What is malformed and means nobody. */
const malformed: readonly (readonly [VerifiedOperation, Sent])[] = [
  ['updateUser', { params: { id: 0 }, text }],
  ['deleteUser', { params: { id: 0 }, text }],
]

/** What is looked at first. */
export const orderScenarios: readonly Scenario<VerifiedOperation>[] = [
  {
    title: 'The key is looked at before the JSON, that before the id, and that before the fields',
    rests: ['checks'],
    needs: ['strangers'],
    async run({ ask, same, unique, readings }) {
      const stranger = await ask('createUser', { as: null, text }, 'any')
      same(stranger, 'status', Number(readings.unauthenticatedStatus), stranger.status)
      for (const [operation, sent] of malformed) {
        const reply = await ask(operation, sent, 'any')
        same(reply, 'whether the id was looked at', false, reply.status === 404)
      }
      const { email: _, ...three } = required(unique())
      await ask('updateUser', { params: { id: 0 }, body: three }, 404)
    },
  },
]
