import { once } from 'node:events'
import { setupServer } from 'msw/node'
import { afterEach, describe, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { createHttpServer } from '../../server/http/http.ts'
import { promises, type Stand, type Way } from './promises.ts'

const path = '/api/core/user'
const closing: (() => unknown)[] = []

export const byFetch = async (): Promise<Stand> => {
  const double = createOverplane({ world: 'empty' })
  return { double, fetch: double.fetch, users: `https://api.overplane.dev${path}` }
}

export const byMsw = async (): Promise<Stand> => {
  const double = createOverplane({ world: 'empty' })
  const server = setupServer(...double.handlers)
  server.listen({ onUnhandledRequest: 'error' })
  closing.push(() => server.close())
  return { double, fetch: (...asked) => fetch(...asked), users: `http://api.test${path}` }
}

export const bySocket = async (): Promise<Stand> => {
  const double = createOverplane({ world: 'empty' })
  const server = createHttpServer([double])
  await once(server.listen(0, '127.0.0.1'), 'listening')
  closing.push(() => server.close().closeAllConnections())
  const { port } = Object(server.address())
  return { double, fetch, users: `http://127.0.0.1:${port}${path}` }
}

/** What is declared not to hold must not hold either: else the declaration is out of date. */
export function describePromises(
  where: string,
  open: () => Promise<Stand>,
  ways: readonly Way[],
): void {
  describe(`what fetch promises, by ${where}`, { timeout: 60_000 }, () => {
    afterEach(async () => {
      for (const close of closing.splice(0)) await close()
    })

    for (const { title, cannot = {}, run } of promises) {
      const test = ways.some(way => Object.hasOwn(cannot, way)) ? it.fails : it
      test(title, async () => run(await open()))
    }
  })
}
