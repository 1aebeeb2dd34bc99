import fc from 'fast-check'
import { expect } from 'vitest'
import { byFetch, holds } from './reply.ts'
import { bytesOf, requestOf } from './request.ts'
import type { Subject } from './subject.ts'

const limit = 1_048_576

/** Long values of JSON, the number of bytes at least. */
const long: readonly ((bytes: number) => string)[] = [
  bytes => `"${'a'.repeat(bytes)}"`,
  bytes => `"${'@'.repeat(bytes)}"`,
  bytes => `"${'a.'.repeat(bytes / 2)}"`,
  bytes => `"\\"${'\\"'.repeat(bytes / 2)}@"`,
  bytes => `"${'é'.repeat(bytes / 2)}"`,
  bytes => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
  bytes => '1'.repeat(bytes),
]

/** The good body of an operation with a long value in it, of 1 MiB to the byte. */
const bodyWith = (good: object | undefined, field: string, longOf: (bytes: number) => string) => {
  const start = JSON.stringify({ ...good, some: 1 }).slice(0, -1)
  const text = `${start},${JSON.stringify(field)}:${longOf(limit - 1000)}}`
  return text.padEnd(limit - bytesOf(text).length + text.length)
}

/** Sends 1 MiB, which is looked at, and a byte more, which is not. */
export const holdAtTheLimit = (subject: Subject) => {
  const { double, ids, fields, bodies } = subject
  const writing = Object.keys(double.contract).filter(
    operation => double.contract[operation]?.method !== 'get',
  )
  const property = fc.asyncProperty(
    fc.constantFrom(...writing),
    fc.constantFrom(...ids),
    fc.constantFrom(...fields),
    fc.constantFrom(...long),
    async (operation, id, field, longOf) => {
      const sent = requestOf(subject, operation, id)
      const exact = bodyWith(bodies[operation], field, longOf)
      double.reset()
      expect(await holds(subject, { ...sent, body: exact }, byFetch)).not.toBe(413)
      expect(await holds(subject, { ...sent, body: `${exact} ` }, byFetch)).toBe(413)
    },
  )
  return fc.assert(property, { numRuns: 20 })
}
