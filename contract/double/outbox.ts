import * as z from 'zod/mini'
import { faultOf } from '../answer/mismatch.ts'
import type { Part } from './state/state.ts'

/** A message that the real system would have sent. */
export interface Message {
  readonly to: string
  readonly subject: string
  /** Follow it, as the reader of the message would. */
  readonly link: string
  /** ISO 8601, UTC. */
  readonly sentAt: string
}

/** The last messages, up to 1,000, the very last one at the end. */
export interface Messages extends ReadonlyArray<Message> {
  /** How many older ones are gone. */
  readonly dropped: number
}

/** Keeps messages. */
export interface Outbox extends Part<Held> {
  readonly messages: Messages
  send(message: Message): void
}

interface Held {
  readonly held: readonly Message[]
  readonly gone: number
}

/** What gives an API an outbox: `extras: { outbox }` in its dialect, and `double.outbox` on its doubles. */
export const outbox = {
  create: createOutbox,
  shown: ({ messages }: Outbox): Messages => messages,
}

const most = 1000

export function createOutbox(): Outbox {
  const messages: Message[] = []
  const watching: (() => void)[] = []
  const told = (): void => {
    for (const changed of watching) changed()
  }
  let dropped = 0
  const load = (dumped: readonly Message[], gone = 0): void => {
    messages.splice(0, messages.length, ...dumped.slice(-most))
    dropped = gone
    told()
  }
  return {
    messages: Object.defineProperty(messages, 'dropped', { get: () => dropped }) as Message[] &
      Messages, // which is what was just defined
    send: message => {
      messages.push(message)
      if (messages.length > most) {
        messages.shift()
        dropped += 1
      }
      told()
    },
    clear: () => load([]),
    dump: () => messages.map(message => ({ ...message })),
    fault: dumped => {
      const fault = faultOf(Dump, dumped)
      return fault && `is wrong at ${fault}`
    },
    load,
    hold: () => ({ held: [...messages], gone: dropped }),
    put: ({ held, gone }) => load(held, gone),
    watch: changed => {
      watching.push(changed)
    },
  }
}

const text = z.string()
const Dump = z.array(z.strictObject({ to: text, subject: text, link: text, sentAt: text }))
