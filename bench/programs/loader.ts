import autocannon, { type Result } from 'autocannon'
import type { Ask } from '../ask.ts'
import { cpuOf } from '../cpu.ts'
import type { Job, Outcome } from '../load/job.ts'

// Sends what it is told, in a process of its own, so that nobody else waits while it writes requests.

process.on('message', (job: Job) => {
  run(job).then(
    outcome => process.send?.({ outcome }),
    (thrown: unknown) => process.send?.({ failure: String(thrown) }),
  )
})
process.send?.({ isReady: true })

async function run({ url, pid, asks, seconds, connections, each, id }: Job): Promise<Outcome> {
  const bodies: string[] = []
  const values = each?.values()
  const requests = asks.map(ask => ({
    ...ask,
    ...(isOpen(ask) && { setupRequest: filledWith(ask, values) }),
    ...(id && { onResponse: (_: number, body: string) => bodies.push(body) }),
  }))
  const before = cpuOf(pid)
  const begun = performance.now()
  let ended = begun
  const result = await new Promise<Result>((resolve, reject) => {
    const options = {
      ...{ url, requests, sampleInt: 100, timeout: 60 },
      connections: each ? Math.min(connections, each.length) : connections,
      ...(each ? { amount: each.length } : { duration: seconds }),
    }
    const running = autocannon(options, (error, told) => (error ? reject(error) : resolve(told)))
    running.on('response', () => {
      ended = performance.now()
    })
  })
  return {
    requests: result.requests.total,
    seconds: (ended - begun) / 1000,
    cpu: cpuOf(pid) - before,
    latency: result.latency.p50,
    failed: result.non2xx + result.errors,
    ids: id ? bodies.map(body => String(within(JSON.parse(body), id))) : [],
  }
}

const isOpen = (ask: Ask): boolean => /\{n\}|\{each\}/.test(JSON.stringify(ask))

/** The request with what is new in each of them. */
function filledWith(ask: Ask, values: Iterator<string> | undefined) {
  const text = JSON.stringify(ask)
  return <Request extends object>(request: Request): Request => {
    const value = values?.next().value ?? ''
    fresh += 1
    const { path, headers, body } = JSON.parse(
      text.replaceAll('{n}', String(fresh)).replaceAll('{each}', value),
    )
    return { ...request, path, headers, ...(body !== undefined && { body }) }
  }
}

/** Counts on through all jobs. */
let fresh = 1_000_000

const within = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((part, key) => Object(part)[key], value)
