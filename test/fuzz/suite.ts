import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestFor } from './arbitraries/request.ts'
import { holdAtTheLimit } from './lengths.ts'
import { holdForRepetition, places } from './repetition.ts'
import { byFetch, byMsw, holds, type Way } from './reply.ts'
import type { Sent } from './request.ts'
import type { Subject } from './subject.ts'

const holdForAll = (subject: Subject, requests: fc.Arbitrary<Sent[]>, way: Way, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(requests, async requests => {
      subject.double.reset()
      for (const sent of requests) await holds(subject, sent, way)
    }),
    { numRuns },
  )

/** What holds for each of the doubles, whatever is sent to it. */
export const whateverIsSentTo = (...subjects: readonly Subject[]) => {
  describe.each(subjects)('whatever is sent to $title', subject => {
    const operations = Object.keys(subject.double.contract)

    it.each(operations)('%s answers as documented, and a refusal changes nothing', operation => {
      const one = requestFor(subject, operation)
      return holdForAll(subject, fc.array(one, { minLength: 1, maxLength: 4 }), byFetch, 60)
    })

    it('every endpoint does so by way of msw, in any order', () => {
      const any = fc.oneof(...operations.map(operation => requestFor(subject, operation)))
      return holdForAll(subject, fc.array(any, { minLength: 3, maxLength: 8 }), byMsw, 30)
    })

    it.each(Object.entries(places))(
      'the same few characters, 64 KiB of them and more, are soon looked through in %s',
      async (_, place) => {
        const before = process.cpuUsage()
        await holdForRepetition(subject, place)
        // Of the processor, since a busy machine takes its time: where the square of them is looked at it is far more.
        expect(process.cpuUsage(before).user).toBeLessThan(5_000_000)
      },
    )

    it('1 MiB of a single value is looked at like any other, and a byte more is a 413', () =>
      holdAtTheLimit(subject))
  })
}
