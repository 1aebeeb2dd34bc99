import { sessionHeader } from '../../contract/double/sessions/address.ts'
import type { Ask } from '../ask.ts'
import { startOwn, targetsOf } from '../load/hosts.ts'
import { startLoader } from '../load/loader.ts'
import { inRounds, type Turn } from '../load/target.ts'
import { createRecord } from '../measure.ts'
import type { Part } from '../part.ts'
import { medianOf, shown } from '../report/table.ts'

const names = ['GET by id', 'list page of 20'] as const
/** How many sessions the requests name in turn. */
const counts = [0, 1, 50]
const size = 100

const within = (name: string, sessions: number): string => `${name}, ${sessions} sessions`

/** The same requests without a session, in one, and in fifty in turn. */
export const inSessions: Part = {
  name: 'sessions',
  async measure(effort) {
    const own = await startOwn(size)
    const loader = await startLoader()
    try {
      const turns = targetsOf(own, size).flatMap(target =>
        names.flatMap(name =>
          counts.flatMap((count): readonly Turn[] => {
            const sent = target.sendable[name]
            if (!sent) return []
            const asks = times(sent.asks, 50).map((ask, nth) => inTurn(ask, nth, count))
            return [{ target, name, sent: { asks }, what: within(name, count) }]
          }),
        ),
      )
      return await inRounds(loader, turns, effort, createRecord())
    } finally {
      for (const { stop } of [own, loader]) await stop()
    }
  },
  tables: findings => [
    {
      title: 'Requests a second in sessions',
      about:
        '100 entities in each. The ratio is that of the time in 50 sessions to that without any.',
      head: ['', ...counts.map(String), 'ratio'],
      rows: names.flatMap(name =>
        findings
          .whoDid(within(name, 0), 'requests/s')
          .map(who => [
            `${who}, ${name}`,
            ...counts.map(count =>
              medianOf(findings.spread(who, within(name, count), 'requests/s')),
            ),
            shown(findings.ratio([who, within(name, 0)], [who, within(name, 50)], 'requests/s')),
          ]),
      ),
    },
  ],
}

/** Requests name one session after the other, or none. */
const inTurn = (ask: Ask, nth: number, count: number): Ask =>
  count === 0
    ? ask
    : { ...ask, headers: { ...ask.headers, [sessionHeader]: `bench-${nth % count}` } }

/** As many at least, the same again where there are fewer. */
const times = (asks: readonly Ask[], least: number): readonly Ask[] =>
  Array.from({ length: Math.max(asks.length, least) }, (_, nth) => asks[nth % asks.length]).flatMap(
    ask => ask ?? [],
  )
