import { getResponse } from 'msw'
import { expect } from 'vitest'
import * as z from 'zod/mini'
import type { Sent } from './request.ts'
import type { Subject } from './subject.ts'

export const byFetch = ({ double }: Subject, { url, ...init }: Sent) => double.fetch(url, init)
export const byMsw = ({ double }: Subject, { url, ...init }: Sent) =>
  getResponse([...double.handlers], new Request(url, init))

export type Way = typeof byFetch | typeof byMsw

const dump = ({ double }: Subject): string =>
  JSON.stringify(Object.values(Object(double.db)).map(model => Object(model).getAll()))

/** What a key such as `__proto__` would have changed, if anything merged it into an object. */
const prototypes = () => [Object.prototype, Array.prototype, Map.prototype].map(Reflect.ownKeys)
const cleanPrototypes = prototypes()

/** Holds a reply's body to what its endpoint documents for its status, and a refusal's to the envelope. */
const fits = (
  { double, envelope }: Subject,
  path: string,
  { method, status, body }: { method: string; status: number; body: unknown },
) => {
  const operation = double.operationAt(method, path)
  if (operation !== undefined && status !== 413) {
    const described = double.contract[operation]?.responses[status]
    expect(described, `${status} is documented`).toBeDefined()
    z.parse(described?.body ?? z.undefined(), body)
  } else if (status === 200) {
    // A panel tells the methods of a path that it knows, without a body.
    expect([double.operationAt('GET', path), method, body]).toEqual([
      expect.any(String),
      'OPTIONS',
      undefined,
    ])
  } else {
    expect([401, 404, 405, 413]).toContain(status)
  }
  if (status >= 400) z.parse(envelope(status), body)
}

/** Sends a request, and holds the reply to everything that holds for every reply; gives its status. */
export const holds = async (subject: Subject, sent: Sent, way: Way) => {
  const before = dump(subject)
  const { method = 'GET' } = sent
  const path = new URL(sent.url).pathname
  const response = await way(subject, sent)
  expect(prototypes()).toEqual(cleanPrototypes)
  if (!response) {
    expect(subject.double.hasPath(path)).toBe(false)
    return undefined
  }
  const { status } = response
  const text = await response.text()
  expect(status).toBeGreaterThanOrEqual(200)
  expect(status).toBeLessThan(500)
  if (text !== '') expect(response.headers.get('content-type')).toBe('application/json')
  expect(text).not.toMatch(/\n\s+at |node_modules|\.ts:\d/)
  if (status >= 400) expect(dump(subject)).toBe(before)
  if (method === 'HEAD') expect(text).toBe('')
  else fits(subject, path, { method, status, body: text === '' ? undefined : JSON.parse(text) })
  return status
}
