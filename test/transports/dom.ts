import { afterAll, beforeAll, describe, it } from 'vitest'
import { allCases } from '../cases/all.ts'
import type { Case, TransportName } from '../cases/case.ts'
import { createFetchTransport } from './fetch.ts'
import { createMswTransport } from './msw.ts'

/** Runs every case with the `fetch`, `Request` and `Headers` of a DOM environment: by `double.fetch`, and by msw. */
export function describeDom(environment: TransportName): void {
  for (const transport of [createFetchTransport(), createMswTransport()]) {
    describe(`over ${transport.name} in ${environment}`, () => {
      beforeAll(() => transport.open?.())
      afterAll(() => transport.close?.())

      for (const subject of allCases) {
        if (isBeyond(subject, transport.name) || isBeyond(subject, environment)) continue
        it(`${subject.api}: ${subject.title}`, () => transport.run(subject))
      }
    })
  }
}

const isBeyond = ({ cannot }: Case, name: TransportName): boolean => cannot?.[name] !== undefined
