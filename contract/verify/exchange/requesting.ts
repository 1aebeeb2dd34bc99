import type { Heard } from '../findings/conformity.ts'
import { hold } from '../findings/holding.ts'
import {
  Abandoned,
  accuse,
  brief,
  isSilent,
  leave,
  lose,
  pageOf,
  pause,
  type Run,
  Skipped,
  silence,
  silent,
  Unverifiable,
} from '../run.ts'
import type { Sent } from './exchange.ts'
import { type Prepared, prepare } from './request.ts'
import { take, Unanswered } from './taking.ts'

/** How often a request is sent again that was one too many, and how long is waited for it, in seconds. */
const retries = { count: 3, longest: 900 } as const

/** Sends a request, once more where it was one too many, and holds every reply to the contract. */
export async function send(run: Run, target: string, sent: Sent): Promise<Heard> {
  const prepared = prepare(run, target, sent)
  if (run.readOnly && prepared.method !== 'GET') throw new Skipped('It writes.')
  const isSeen = remember(run, target, sent)
  for (let left = retries.count; ; left -= 1) {
    const heard = hold(run, await hear(run, target, prepared, isSeen))
    if (heard.status !== 429) return heard
    await waitFor(run, heard, left)
  }
}

/** Notes where it will show what a request leaves behind, and says whether it can be seen at all. */
function remember(run: Run, target: string, sent: Sent): boolean {
  const { suite, mark, places } = run
  const made = Object.entries(suite.made)
  const [, making] = made.find(([name, one]) => name === target || one?.movedBy === target) ?? []
  if (!making) return true
  const isMove = making.movedBy === target
  if (!isMove) lose(run, sent, 1)
  const looks = making.listed(sent, mark)
  const [first] = looks
  if (first) places.set(JSON.stringify(first(0)), { making, looks })
  return first !== undefined || isMove
}

async function waitFor(run: Run, { operation, headers }: Heard, left: number): Promise<void> {
  const told = run.suite.retryAfter.map(name => headers.get(name)).find(isNumber)
  const seconds = Number(told ?? 60)
  if (left === 0 || seconds > retries.longest) {
    const time = told === undefined ? '' : `, for another ${told} seconds`
    throw new Unverifiable(
      `Failed to verify "${run.suite.name}": ${operation} goes on to answer 429${brief(time)}. Wait until the limit of requests is lifted, or give credentials with a higher one.`,
    )
  }
  await pause(run, 1000 * seconds)
}

const isNumber = (text: string | null): text is string => /^\d+$/.test(text ?? '')

async function hear(
  run: Run,
  operation: string,
  prepared: Prepared,
  isSeen: boolean,
): Promise<Heard> {
  const { curl } = prepared
  const doubt = (why: string) =>
    isSeen || leave(run, `What ${operation} made, if anything, cannot be looked for: ${why}.`)
  const late = run.late.get(operation) ?? 0
  if (isSilent(run) || late >= silence) throw new Abandoned(silent)
  run.requests += 1
  try {
    const taken = await take(run.provider, prepared, run.patience)
    run.unanswered = 0
    if (taken.status >= 500) doubt(`it answered ${taken.status}`)
    return { operation, ...taken, body: plain(run, taken.body), curl }
  } catch (cause) {
    if (!(cause instanceof Unanswered)) throw cause
    run.unanswered += 1
    if (cause.isLate) run.late.set(operation, late + 1)
    doubt('there was no reply')
    const title = 'Every request is answered'
    const page = run.page ?? pageOf(run, operation, '')
    accuse(run, { operation, title, page, expected: 'a reply', seen: cause.message, curl })
    throw new Abandoned('There was no reply.', { cause })
  }
}

/** A body without what only debugging adds, of which one hint is enough. */
function plain({ suite: { debugging }, hints }: Run, body: unknown): unknown {
  const without = debugging?.without(body)
  if (without === undefined) return body
  hints.add(String(debugging?.hint))
  return without
}
