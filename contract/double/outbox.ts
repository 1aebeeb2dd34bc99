import type { Part } from './state.ts'

/** A message that the real system would have sent. */
export interface Message {
  readonly to: string
  readonly subject: string
  /** Follow it, as the reader of the message would. */
  readonly link: string
  /** ISO 8601, UTC. */
  readonly sentAt: string
}

/** Keeps messages, the last one at the end. */
export interface Outbox extends Part {
  readonly messages: readonly Message[]
  send(message: Message): void
}

export function createOutbox(): Outbox {
  const messages: Message[] = []
  return {
    messages,
    send: message => {
      messages.push(message)
    },
    clear: () => {
      messages.length = 0
    },
    dump: () => [...messages],
    load: (dumped: readonly Message[]) => {
      messages.splice(0, messages.length, ...dumped)
    },
  }
}
