import { createWatcher, type Watcher, type WatchOptions } from '../../contract/traffic/watcher.ts'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import { readReply } from '../../contract/verify/exchange/taking.ts'
import type { DoubleOptions, WorldChoice } from '../../handlers/index.ts'
import { answered, type Plain, toPlain, toResponse } from '../verify/answered.ts'
import { type Subject, stand } from '../verify/subject.ts'

/** A request of a suite, and how many milliseconds after the start it was sent. */
export interface Asked {
  readonly plain: Plain
  readonly after: number
}

/** All requests that the suite of an API sends to its double, in their order. */
export async function requestsOf(
  subject: Subject,
  options: DoubleOptions<WorldChoice> = {},
): Promise<readonly Asked[]> {
  const { double, verify, passed } = stand(subject, options)
  const requests: Asked[] = []
  await verify({ mark: 'traffic' }, async request => {
    const plain = await toPlain(request)
    requests.push({ plain, after: 1000 * passed() })
    return toResponse(answered(double, plain))
  })
  return requests
}

/** As many requests of a kind are enough. */
const enough = 1

/** Of requests the first that an operation answers with each status. */
export async function shortened<D extends ReturnType<Subject['create']>>(
  subject: Subject<D>,
  requests: readonly Asked[],
  options: DoubleOptions<WorldChoice> = {},
): Promise<readonly Asked[]> {
  const { journal } = await replayed(subject, requests, double => double.fetch, options)
  const counts = new Map<string, number>()
  return journal.entries.flatMap(({ operation, method, path, reply }, nth) => {
    const kind = `${operation ?? `${method} ${path}`} ${reply.status}`
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    const asked = requests[nth]
    return asked && (counts.get(kind) ?? 0) <= enough ? [asked] : []
  })
}

const start = Date.parse('2026-01-01T00:00:00Z')

/** Sends requests once more to another provider of the API, before the eyes of a watcher. */
export async function replayed<D extends ReturnType<Subject['create']>>(
  { suite, create, fidelity }: Subject<D>,
  requests: readonly Asked[],
  providerOf: (double: D) => Provider,
  options: DoubleOptions<WorldChoice> & { readonly watch?: WatchOptions } = {},
): Promise<Watcher> {
  let time = start
  const { watch, ...own } = options
  const provider = providerOf(create({ fidelity, now: () => new Date(time), ...own }))
  const watcher = createWatcher(suite, { fidelity, ...watch })
  for (const { plain, after } of requests) {
    time = start + after
    await pass(watcher, plain, new Date(time), provider)
  }
  return watcher
}

async function pass(watcher: Watcher, plain: Plain, at: Date, provider: Provider): Promise<void> {
  const { method, url, headers, text } = plain
  const { origin, pathname: path, search } = new URL(url)
  const hasBody = text !== '' && method !== 'GET'
  const response = await provider(
    new Request(url, { method, headers, ...(hasBody && { body: text }) }),
  )
  const bytes = response.body ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array()
  watcher.see({
    call: { method, origin, path, search, headers: Object.fromEntries(headers), text },
    ...{ at, milliseconds: 1 },
    reply: { status: response.status, headers: response.headers, body: readReply(bytes) },
  })
}
