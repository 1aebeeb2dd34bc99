import type { Socket } from 'node:net'

/** Whose turn it is on each connection: requests that are sent at once take effect in their order. */
export interface Turns {
  /** The request that is to take effect before the next one of the connection; it never fails. */
  earlier(socket: Socket): Promise<void> | undefined
  /** Lets every later request of the connection wait for a step; gives what it gives. */
  hold<Value>(socket: Socket, step: Promise<Value>): Promise<Value>
}

export function createTurns(): Turns {
  const held = new WeakMap<Socket, Promise<void>>()
  return {
    earlier: socket => held.get(socket),
    hold(socket, step) {
      const over = step.then(
        () => void held.delete(socket),
        () => void held.delete(socket),
      )
      held.set(socket, over)
      return step
    },
  }
}
