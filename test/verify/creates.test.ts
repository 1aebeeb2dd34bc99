import { describe, expect, it } from 'vitest'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { demo } from '../../fixtures/worlds/demo.ts'
import { observed, stand } from './subject.ts'

const slow = { timeout: 30_000 }

describe('a create of Pterodactyl, which costs its panel a mail', slow, () => {
  it.each(['documented', 'empty', demo] as const)(
    'is sent 17 times a run, in the world %o, and always to an address of example.com',
    async world => {
      const { double, verify } = stand(observed, { world })
      const emails: string[] = []
      const provider: Provider = async request => {
        const reply = await double.fetch(request)
        if (request.method === 'POST' && reply.status === 201) {
          emails.push(/"email":"([^"]*)"/.exec(await reply.clone().text())?.[1] ?? '')
        }
        return reply
      }
      expect(await verify({ mark: 'ourmark' }, provider)).toMatchObject({ findings: [] })
      expect(emails).toHaveLength(17)
      expect(emails.filter(email => !/^ourmarkx\d{4}\w*@example\.com$/.test(email))).toEqual([])
    },
  )
})
