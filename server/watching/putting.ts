import type { ServedDouble, Worlds } from '../../contract/control/controlled.ts'
import { openSession } from '../../contract/double/sessions/open.ts'
import type { Session, SessionOptions } from '../../contract/double/sessions/sessions.ts'
import { messageOf, type Say } from '../line/usage.ts'
import type { HeldDouble, HeldSession, Holdings, Made } from './holdings.ts'

/**
 * Puts into doubles what others held, whose descriptions may have been different. What does not fit any more is told in a
 * sentence, and left out: a double whose state does not begins in its world.
 */
export async function putHoldings(made: Made, held: Holdings, say: Say): Promise<void> {
  const all = made.doubles.flatMap(double => {
    const own = held.doubles[double.name]
    return own ? [{ double, held: own, keep: keeping(say, `of "${double.name}"`) }] : []
  })
  for (const one of all) putSettings(one)
  // A session begins as the server is, but for scenarios that are on: those are its own.
  for (const session of held.sessions) await putSession(made, session, say)
  for (const one of all) putRest(one)
}

async function putSession({ doubles, worlds }: Made, held: HeldSession, say: Say): Promise<void> {
  const { name } = held
  const session = await opened(doubles, worlds, held, say)
  for (const one of doubles) {
    const own = held.doubles[one.name]
    if (!own || !session) continue
    const keep = keeping(say, `of "${one.name}" in the session "${name}"`)
    const part = { double: one.session(session), held: own, keep }
    putSettings(part)
    putRest(part)
  }
}

async function opened(
  doubles: Made['doubles'],
  worlds: Worlds,
  { name, options }: HeldSession,
  say: Say,
): Promise<Session | undefined> {
  const all = Object.fromEntries(doubles.map(double => [double.name, double]))
  const [first] = doubles
  const open = (own: SessionOptions) => first && openSession(all, first.sessions, name, own)
  try {
    const { world } = options
    return open(
      typeof world === 'string' ? { ...options, world: await worlds.named(world) } : options,
    )
  } catch (cause) {
    say(`${messageOf(cause)} The session "${name}" begins as the server does.`)
    return open({})
  }
}

/** A double, what it is to hold, and how that is done. */
interface Putting {
  readonly double: ServedDouble
  readonly held: HeldDouble
  readonly keep: Keep
}

type Keep = (what: string, step: (doing: string) => void, otherwise?: string) => void

/** Takes a step; where that fails, it is told, and what happens otherwise. */
const keeping =
  (say: Say, where: string): Keep =>
  (what, step, otherwise = 'It goes on without.') => {
    const doing = `keep ${what} ${where}`
    try {
      step(doing)
    } catch (cause) {
      const why = messageOf(cause)
      say(`${why.startsWith('Failed to ') ? why : `Failed to ${doing}: ${why}.`} ${otherwise}`)
    }
  }

function putSettings({ double, held, keep }: Putting): void {
  const { configure }: { configure(changes: object): void } = double
  keep('the settings', () => configure(held.settings))
  for (const [name, scenario] of Object.entries(held.scenarios)) {
    keep('a scenario', () => double.scenarios.add(name, scenario))
  }
}

function putRest({ double, held, keep }: Putting): void {
  const { scenarios, overrides } = double
  for (const name of held.on) keep('a scenario', () => scenarios.on(name))
  for (const { operation, override, left } of held.overrides.toReversed()) {
    const times = left === null ? {} : { times: left }
    keep('an override', () => overrides.add(operation, { ...override, ...times }))
  }
  putStates({ double, held, keep })
  keep('the time', () => turn(double, held))
}

function putStates({ double, held, keep }: Putting): void {
  const { state } = held
  const checkpoints = Object.entries(held.checkpoints)
  const world = checkpoints.length > 0 ? double.snapshot() : undefined
  for (const [name, snapshot] of checkpoints) {
    keep('a checkpoint', doing => double.restore(snapshot, () => double.checkpoint(name), doing))
  }
  if (world) double.restore(world)
  const restore = (doing: string) => state && double.restore(state, undefined, doing)
  keep('the state', restore, 'It begins in its world.')
}

function turn({ clock }: ServedDouble, held: HeldDouble): void {
  if ('frozen' in held.clock) clock.freeze(held.clock.frozen)
  else clock.set(Date.now() + held.clock.ahead)
}
