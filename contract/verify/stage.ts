import { mayNot } from './entering.ts'
import type { Received, Sent, Stage } from './exchange/exchange.ts'
import { send } from './exchange/requesting.ts'
import { at, shown } from './findings/difference.ts'
import { comparing, isAsWanted, resting, saying } from './findings/judging.ts'
import { takenBy } from './findings/telling.ts'
import { remove } from './last-look.ts'
import { Abandoned, accuse, goOn, leave, lose, pause, type Run, Skipped, uniqueOf } from './run.ts'
import type { Making } from './suite.ts'

/** What one scenario works with; whatever puts it in order again is added to the steps. */
export function buildStage(run: Run, title: string, steps: (() => Promise<void>)[]): Stage<string> {
  const same = comparing(run, title)
  const track = tracking(run, steps)
  return {
    get readings() {
      return takenBy(run)
    },
    credentials: run.credentials,
    async ask(target, sent = {}, wanted = 'success') {
      goOn(run)
      const reply = await send(run, target, sent)
      await track(target, sent, reply)
      if (wanted === 'success' && sent.as === undefined) admit(run, target, reply.status)
      if (isAsWanted(run, reply, sent, wanted, same)) return reply
      throw new Abandoned(`${target} answered ${reply.status}.`)
    },
    says: (reply, expected) => saying(run, same, reply, expected),
    same,
    resting: (ids, part) => resting(run, ids, part),
    unique: () => uniqueOf(run),
    shared: make => sharing(run, make, buildStage(run, title, run.steps)),
    pause: () => pause(run, 1100),
    later: step => steps.push(step),
    lose: what => leave(run, what),
    skip: why => {
      throw new Skipped(why)
    },
  }
}

/** Deletes what was made and is still there, and takes every other step that was left for later. */
export async function strike(run: Run, steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps.toReversed()) {
    // Whatever goes wrong with one, the others still have to be taken.
    await step().catch(error => lament(run, error))
  }
}

/** Remembers what was made until it is deleted. */
function tracking(run: Run, steps: (() => Promise<void>)[]) {
  const deleted = new Set<string>()
  return async (target: string, sent: Sent, reply: Received): Promise<void> => {
    if (reply.status >= 300) return
    deleted.add(`${target} ${Object.values(sent.params ?? {}).at(-1)}`)
    const making = run.suite.made[target]
    if (!making) return
    const { deletedBy } = making
    const id = await ownId(run, making, sent, reply)
    if (id === undefined) return
    lose(run, sent, -1)
    run.known.add(`${deletedBy} ${id}`)
    steps.push(async () => {
      if (!deleted.has(`${deletedBy} ${id}`)) await remove(run, deletedBy, id)
    })
  }
}

/** Credentials that have never done it and are not let are a fault of their own, and not of the provider. */
function admit({ allowed, suite }: Run, target: string, status: number): void {
  if (status < 300) allowed.add(target)
  else if (status === 403 && !allowed.has(target)) throw mayNot(suite, target, status)
}

/** Made once; who comes later and finds that it could not be made goes without. */
async function sharing<T>(
  { shared }: Run,
  make: (stage: Stage<string>) => Promise<T>,
  stage: Stage<string>,
): Promise<T> {
  const known = shared.get(make)
  const made = known ?? make(stage)
  shared.set(make, made)
  try {
    // What stands under a function is what it gave, and nothing else.
    return (await made) as T
  } catch (error) {
    throw known ? new Skipped('What it shares with others could not be made.') : error
  }
}

/** Where only reading was allowed, nothing was written that would have to be put back. */
function lament(run: Run, error: unknown): void {
  if (!(error instanceof Skipped)) leave(run, `Not everything was put back: ${error}`)
}

/**
 * The id of what a create made, once it was seen that it is ours: nothing else may ever be deleted, even where
 * a provider answers with the id of somebody else's. Of what the API cannot show, the reply has to tell.
 */
async function ownId(
  run: Run,
  making: Making<string>,
  sent: Sent,
  reply: Received,
): Promise<string | number | undefined> {
  const { operation } = reply
  const id = at(reply.body, ...making.id)
  if (typeof id !== 'string' && typeof id !== 'number') {
    // What a list shows is found there in the end.
    if (making.listed(sent, run.mark).length > 0) return undefined
    leave(run, `What ${operation} made could not be deleted: the reply names no id.`)
    return undefined
  }
  const look = making.found(id, sent)
  const shows = look ? await send(run, ...look) : reply
  const text = JSON.stringify(shows.body) ?? ''
  if (shows.status < 300 && text.includes(run.mark) && text.includes(String(id))) return id
  leave(run, `"${id}" was left alone: it cannot be told to be what ${operation} made.`)
  if (making.isMarked === false) return undefined
  throw missed(run, operation, `${id}, with what was sent`, shows)
}

/** Accuses whoever does not show what was made. */
function missed(
  run: Run,
  made: string,
  expected: string,
  { operation, status, body, curl }: Received,
): Abandoned {
  const page = run.suite.quotes[operation] ?? ''
  const seen = `${status} ${shown(body)}`
  accuse(run, {
    operation: made,
    title: 'What was created is found by its id',
    ...{ page, expected, seen, curl },
  })
  return new Abandoned(`What ${made} made is not found.`)
}
