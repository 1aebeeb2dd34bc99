import { HttpHandler } from 'msw'
import type { AnyDouble } from '../double/several.ts'
import type { Departed } from './follow-page.ts'

/** The doubles of one start. */
export interface Held {
  readonly doubles: readonly AnyDouble[]
}

/** Whether one of the doubles answers a request. */
export const isMeant = (held: readonly Held[], request: Request): boolean =>
  held.some(({ doubles }) =>
    doubles.some(double => double.hasPath(new URL(request.url).pathname) && double.isFor(request)),
  )

type Run = HttpHandler['run']

/** Hands a request to the handlers of whatever is held when it comes: the handlers of the worker stay the same. */
export class HeldHandler extends HttpHandler {
  readonly #held: readonly Held[]
  readonly #departed: Departed

  constructor(held: readonly Held[], departed: Departed) {
    super('ALL', '*', () => undefined)
    this.#held = held
    this.#departed = departed
  }

  override async run(args: Parameters<Run>[0]): ReturnType<Run> {
    const request = this.#departed.claim(args.request)
    for (const { doubles } of this.#held) {
      for (const handler of doubles.flatMap(double => double.handlers)) {
        const result = await handler.run({ ...args, request })
        if (result !== null) return result
      }
    }
    return null
  }
}
