import { at, difference, shown } from './difference.ts'
import { Abandoned, note, type Run, Skipped, send } from './run.ts'
import { redacted } from './secrets.ts'
import type { Making, Received, Sent, Stage } from './suite.ts'

/** A stage, and what comes down with it. */
export interface Built extends Stage<string> {
  /** Deletes what was made and is still there, and takes every other step that was left for later. */
  strike(): Promise<void>
}

/** What one scenario works with. */
export function buildStage(run: Run, title: string): Built {
  const steps: (() => Promise<void>)[] = []
  const deleted = new Set<string>()
  const same = comparing(run, title)

  /** Remembers what was made until it is deleted. */
  const track = async (target: string, sent: Sent, reply: Received): Promise<void> => {
    if (reply.status >= 300) return
    deleted.add(`${target} ${sent.params?.id}`)
    const making = run.suite.made[target]
    if (!making) return
    const { deletedBy } = making
    const id = await ownId(run, making, sent, reply)
    if (id === undefined) return
    steps.push(async () => {
      if (!deleted.has(`${deletedBy} ${id}`)) await remove(run, deletedBy, id)
    })
  }

  return {
    fidelity: run.fidelity,
    credentials: run.credentials,
    async ask(target, sent = {}, wanted = 'success') {
      const reply = await send(run, target, sent)
      await track(target, sent, reply)
      const expected = { any: /./, success: /^2\d\d$/ }[wanted] ?? String(wanted)
      if (same(reply, 'status', expected, String(reply.status))) return reply
      throw new Abandoned(`${target} answered ${reply.status}.`)
    },
    says: (reply, expected) => same(reply, '', expected, reply.body),
    same,
    unique: () => uniqueOf(run),
    pause: () => run.pause(1100),
    later: step => steps.push(step),
    lose: what => run.leftovers.push(redacted(what, run.secrets)),
    skip: why => {
      throw new Skipped(why)
    },
    async strike() {
      for (const step of steps.reverse()) {
        // Whatever goes wrong with one, the others still have to be taken.
        await step().catch(error => lament(run, error))
      }
    },
  }
}

/** Where only reading was allowed, nothing was written that would have to be put back. */
function lament(run: Run, error: unknown): void {
  if (error instanceof Skipped) return
  run.leftovers.push(redacted(`Not everything was put back: ${error}`, run.secrets))
}

/** Notes a breach unless what was seen is as expected, and says whether it is. */
const comparing =
  (run: Run, title: string) =>
  ({ operation, curl }: Received, what: string, expected: unknown, seen: unknown): boolean => {
    const found = difference(expected, seen, what)
    if (!found) return true
    const told = (value: unknown) => `${found.path}: ${shown(value)}`
    note(run, { operation, title, expected: told(found.expected), seen: told(found.seen), curl })
    return false
  }

async function remove(run: Run, operation: string, id: string | number): Promise<void> {
  const { status } = await send(run, operation, { params: { id } })
  if (status < 300 || status === 404) return
  run.leftovers.push(`"${id}" could not be deleted: ${operation} answered ${status}.`)
}

/** The mark of the verification with a number behind it, so that none is the beginning of another. */
export function uniqueOf(run: Run): string {
  run.made += 1
  return `${run.mark}x${String(run.made).padStart(4, '0')}`
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
    run.leftovers.push(`What ${operation} made could not be deleted: the reply names no id.`)
    return undefined
  }
  const look = making.found(id, sent)
  const shows = look ? await send(run, ...look) : reply
  const text = JSON.stringify(shows.body) ?? ''
  if (shows.status < 300 && text.includes(run.mark) && text.includes(String(id))) return id
  run.leftovers.push(`"${id}" was left alone: it cannot be told to be what ${operation} made.`)
  const expected = `${id}, with what was sent`
  const seen = `${shows.status} ${shown(shows.body)}`
  note(run, {
    operation,
    title: 'What was created is found by its id',
    expected,
    seen,
    curl: shows.curl,
  })
  throw new Abandoned(`What ${operation} made is not found.`)
}
