import { once } from 'node:events'
import { type Answered, type Ask, send } from '../ask.ts'
import { spawned, stopped } from '../process.ts'
import { program, root } from '../programs.ts'

/** A reply of ours, for bare node:http to send. */
export interface Bare {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly hasDate: boolean
  readonly body: string
  /** Whether it sends back what it was sent, in the place of the body. */
  readonly echoes: boolean
}

export interface BareServer {
  readonly pid: number
  /** Where each of the replies is sent from, in their order. */
  readonly urls: readonly string[]
  stop(): Promise<void>
}

/** One process that sends each reply to whatever comes in at a port of its own. */
export async function startBare(replies: readonly Bare[]): Promise<BareServer> {
  const child = spawned('server', [process.execPath, program('bare')], { cwd: root })
  await once(child, 'message')
  child.send(replies)
  const [ports]: readonly number[][] = await once(child, 'message')
  const urls = (ports ?? []).map(port => `http://127.0.0.1:${port}`)
  return { pid: child.pid ?? 0, urls, stop: () => stopped(child) }
}

/** What Node.js sends by itself, for us and for bare node:http alike. */
const byNode = ['connection', 'keep-alive', 'date', 'transfer-encoding']

export function toBare({ status, headers, body }: Answered, echoes: boolean): Bare {
  const kept: Record<string, string[]> = {}
  for (const [name, value] of pairsOf(headers)) {
    if (byNode.includes(name.toLowerCase())) continue
    if (echoes && name.toLowerCase() === 'content-length') continue
    kept[name] = [...(kept[name] ?? []), value]
  }
  const single = Object.entries(kept).map(([name, all]) => [
    name,
    all.length > 1 ? all : all.join(),
  ])
  const hasDate = pairsOf(headers).some(([name]) => name.toLowerCase() === 'date')
  return { status, headers: Object.fromEntries(single), hasDate, body, echoes }
}

/** Throws unless both send the same: the status, all headers but for the time, and the body. */
export async function refuseOther(own: Answered, url: string, ask: Ask): Promise<void> {
  const [one, other] = [own, await send(url, ask)].map(told)
  if (one === other) return
  throw new Error(
    `Failed to compare "${ask.method} ${ask.path}" with bare node:http: it sends ${other}, and not ${one}. Compare toBare with what Node.js adds by itself.`,
  )
}

const told = ({ status, headers, body }: Answered): string =>
  JSON.stringify([
    status,
    pairsOf(headers)
      .map(([name, value]) => [name.toLowerCase(), name.toLowerCase() === 'date' ? '' : value])
      .toSorted(),
    body,
  ])

const pairsOf = (headers: readonly string[]): [name: string, value: string][] =>
  headers.flatMap((name, nth) => (nth % 2 === 0 ? [[name, headers[nth + 1] ?? '']] : []))
