import { addressAt, createAsking } from '../../contract/control/asking.ts'
import type { LiveEvent } from '../../contract/control/declaring.ts'
import { createReader } from './event-stream.ts'
import type { Looking, Onlooker, Transport } from './transport.ts'

const kept = 'contract-doubles:token'

/** The control API of a server, at its address. The token stays until the tab is closed. */
export function overHttp(url: string): Transport {
  let token = sessionStorage.getItem(kept) ?? undefined
  let ask = createAsking(url, token)
  return {
    kind: 'server',
    ask: (method, path, sent) => ask(method, path, sent),
    watch: (at, onlooker) => watch(url, () => token, at, onlooker),
    show(shown) {
      sessionStorage.setItem(kept, shown)
      token = shown
      ask = createAsking(url, token)
    },
  }
}

/** How long to wait before another try, in milliseconds: longer each time, up to a limit. */
const pauses = [250, 500, 1000, 2000, 4000]

/** Reads events for as long as somebody looks on; where a stream breaks off, another goes on from its last event. */
function watch(
  url: string,
  token: () => string | undefined,
  at: Looking,
  { tell, turn }: Onlooker,
): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  let last: string | undefined
  let failed = 0
  const told = (event: LiveEvent): void => {
    last = event.id ?? last
    failed = 0
    tell(event)
  }
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const why = await readFrom(url, { ...at, token: token(), last, signal }, told, () =>
        turn('live'),
      )
      if (signal.aborted) return
      turn('waiting', why)
      await pause(pauses[Math.min(failed, pauses.length - 1)] ?? 0, signal)
      failed += 1
    }
  }
  void run()
  return () => leaving.abort()
}

interface Reading extends Looking {
  readonly token: string | undefined
  readonly last: string | undefined
  readonly signal: AbortSignal
}

/** Reads one stream to its end, and gives why it ended. */
async function readFrom(
  url: string,
  { session, everywhere, token, last, signal }: Reading,
  told: (event: LiveEvent) => void,
  begun: () => void,
): Promise<string> {
  try {
    const address = addressAt(url, '/events', { session, everywhere: everywhere || undefined })
    const headers = {
      Accept: 'text/event-stream',
      ...(token !== undefined && { 'X-Admin-Token': token }),
      ...(last !== undefined && { 'Last-Event-ID': last }),
    }
    const response = await fetch(address, { headers, signal })
    if (!response.ok || !response.body) return String(Object(await response.json()).detail)
    begun()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const read = createReader(told)
    for (let part = await reader.read(); !part.done; part = await reader.read()) read(part.value)
    return 'The server has ended the stream.'
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
