import type { Sent } from './exchange/exchange.ts'
import { prepare } from './exchange/request.ts'
import { send } from './exchange/requesting.ts'
import { redacted } from './exchange/secrets.ts'
import type { Heard } from './findings/conformity.ts'
import { shown } from './findings/difference.ts'
import { Abandoned, brief, type Run, Unverifiable, uniqueOf } from './run.ts'
import type { Suite } from './suite.ts'

/**
 * The first requests tell whether there is anybody to verify, and whether the credentials go far enough. Nothing is
 * written to whatever does not read like the API.
 */
export async function enter(run: Run): Promise<void> {
  const { suite, readOnly } = run
  const greeting = await greet(run)
  const entries = suite.entries(() => uniqueOf(run))
  const reads = entries.filter(([operation]) => isRead(suite, operation))
  const replies = [greeting, ...(await tryOut(run, reads))]
  if (replies.every(isStrange)) throw stranger(run, replies)
  if (!readOnly)
    await tryOut(
      run,
      entries.filter(([operation]) => !isRead(suite, operation)),
    )
}

/** The replies to what the credentials have to be good for. */
async function tryOut(run: Run, entries: ReturnType<Suite['entries']>): Promise<Heard[]> {
  const replies: Heard[] = []
  for (const [operation, sent] of entries) {
    const reply = await knock(run, operation, sent)
    if (reply instanceof Error) continue
    if ([401, 403].includes(reply.status)) throw mayNot(run.suite, operation, reply.status)
    replies.push(reply)
  }
  return replies
}

const isRead = ({ contract }: Suite, operation: string) => contract[operation]?.method === 'get'

async function greet(run: Run): Promise<Heard> {
  const { suite, baseUrl } = run
  const failed = `Failed to verify "${suite.name}"`
  const reply = await knock(run, suite.greeting, {})
  if (reply instanceof Error) {
    throw new Unverifiable(
      `${failed}: nobody answers at ${baseUrl} (${reply.message}). Start it, or name its base URL.`,
      { cause: reply },
    )
  }
  const { status } = reply
  const { url } = prepare(run, suite.greeting, {})
  if (status === 401 || status === 403) {
    throw new Unverifiable(
      `${failed}: ${url} answered ${status}. Give credentials that it accepts.`,
    )
  }
  if (status === 404 || (status >= 300 && status < 400)) {
    throw new Unverifiable(`${failed}: ${url} answered ${status}. ${remedyOf(suite)}`)
  }
  return reply
}

const remedyOf = ({ documentedUrl }: Suite): string =>
  `Name the base URL that stands for ${documentedUrl}.`

/** A reply, or why there was none. */
async function knock(run: Run, operation: string, sent: Sent): Promise<Heard | Error> {
  try {
    return await send(run, operation, sent)
  } catch (error) {
    if (error instanceof Abandoned && error.cause instanceof Error) return error.cause
    throw error
  }
}

/** Answers that no API gives: it is another one, or it does not work at all. */
const isStrange = ({ status, body }: Heard): boolean =>
  status >= 500 || (body === undefined && status !== 204)

function stranger(run: Run, replies: readonly Heard[]): Unverifiable {
  const { suite, baseUrl, secrets } = run
  const seen = replies.map(
    ({ operation, status, text, flaw }) =>
      `${operation} answered ${status}, ${brief(redacted(flaw?.seen ?? shown(text), secrets), 80)}`,
  )
  return new Unverifiable(
    `Failed to verify "${suite.name}": nothing at ${baseUrl} answers like ${suite.title} (${seen.join(', ')}). ${remedyOf(suite)}`,
  )
}

/** What to say of credentials that reach the provider, and not this operation. */
export function mayNot(suite: Suite, operation: string, status: number): Unverifiable {
  const { name, auth } = suite
  const what = auth === 'basic' ? 'account' : 'key'
  const remedy = isRead(suite, operation) ? 'Use' : 'Use --read-only (in code readOnly), or'
  return new Unverifiable(
    `Failed to verify "${name}": this ${what} may not do that: ${operation} answered ${status}. ${remedy} another ${what}.`,
  )
}
