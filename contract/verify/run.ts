import { faultsOf, type Heard } from './conformity.ts'
import { shown } from './difference.ts'
import type { Finding } from './report.ts'
import { type Prepared, prepare } from './request.ts'
import { redacted, type Secrets } from './secrets.ts'
import type { Form, Provider, Received, Sent, Stage, Suite } from './suite.ts'

/** How often a request is sent again that was one too many. */
const retries = 3

/** Ends a scenario: what it needs to go on is not there. */
export class Abandoned extends Error {}

/** Ends a scenario without a finding. */
export class Skipped extends Error {}

/** What a verification is made of, and what it has found so far. */
export interface Run {
  readonly suite: Suite
  readonly provider: Provider
  readonly baseUrl: string
  readonly credentials: string
  readonly secrets: Secrets
  readonly fidelity: Stage<string>['fidelity']
  readonly readOnly: boolean
  readonly destructive: boolean
  /** In everything that is made. */
  readonly mark: string
  readonly pause: (milliseconds: number) => Promise<void>
  readonly findings: Finding[]
  readonly leftovers: string[]
  /** Operations and the statuses that they answered with. */
  readonly provoked: Map<string, Set<number>>
  requests: number
  made: number
}

/** Sends a request, once more where it was one too many, and holds every reply to the contract. */
export async function send(run: Run, target: string, sent: Sent): Promise<Received> {
  const prepared = prepare(run, target, sent)
  if (run.readOnly && prepared.method !== 'GET') throw new Skipped('It writes.')
  for (let left = retries; ; left -= 1) {
    const heard = await hear(run, target, prepared)
    hold(run, heard)
    if (heard.status !== 429 || left === 0) return heard
    await run.pause(1000 * secondsOf(run.suite, heard))
  }
}

const secondsOf = ({ retryAfter }: Suite, { headers }: Heard): number =>
  Number(retryAfter.map(name => headers.get(name)).find(value => /^\d+$/.test(value ?? '')) ?? 60)

async function hear(run: Run, operation: string, prepared: Prepared): Promise<Heard> {
  const { method, url, headers, body, curl } = prepared
  run.requests += 1
  try {
    const init = {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body }),
    } as const
    const response = await run.provider(new Request(url, init))
    const text = await response.text()
    const { status } = response
    return { operation, status, headers: response.headers, text, body: jsonOf(text), curl }
  } catch (cause) {
    const seen = reasonOf(cause)
    note(run, { operation, title: 'Every request is answered', expected: 'a reply', seen, curl })
    throw new Abandoned('There was no reply.', { cause })
  }
}

/** Why there was no reply: `fetch` has the reason in its error's cause. */
export function reasonOf(error: unknown): string {
  const cause: unknown = Reflect.get(Object(error), 'cause')
  const code: unknown = Reflect.get(Object(cause), 'code')
  return String(code ?? (error instanceof Error ? error.message : error))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function hold(run: Run, heard: Heard): void {
  const { operation, status, curl } = heard
  const endpoint = run.suite.contract[operation]
  const statuses = run.provoked.get(operation) ?? new Set()
  run.provoked.set(operation, statuses.add(status))
  const { failure, headers } = run.suite
  for (const fault of faultsOf(heard, { endpoint, failure, headers })) {
    note(run, { operation, ...fault, curl })
  }
  for (const form of run.suite.forms) {
    if (form.operation === operation && status < 300) compare(run, form, heard)
  }
}

/** Which of two known forms a reply has, and whether it is the one that was asked for. */
function compare(run: Run, form: Form<string>, heard: Heard): void {
  const { operation, curl } = heard
  const other = run.fidelity === 'documented' ? 'observed' : 'documented'
  const seen = form.of(heard)
  if (Object.is(seen, form[run.fidelity])) return
  const known = run.suite.contract[operation]?.deviations?.find(({ about }) => about === form.about)
  if (!known) {
    throw new Error(
      `Failed to compare "${form.about}": the contract of "${operation}" knows no such deviation. Add it there.`,
    )
  }
  const isKnown = Object.is(seen, form[other])
  note(run, {
    operation,
    title: form.about,
    kind: isKnown ? 'deviation' : 'breach',
    expected: known[run.fidelity],
    seen: isKnown ? known[other] : shown(seen),
    curl,
  })
}

/** Writes a finding down, unless the same was found before. */
export function note(
  run: Run,
  found: Omit<Finding, 'kind'> & Partial<Pick<Finding, 'kind'>>,
): void {
  const finding: Finding = {
    operation: found.operation,
    title: found.title,
    kind: found.kind ?? 'breach',
    expected: brief(redacted(found.expected, run.secrets)),
    seen: brief(redacted(found.seen, run.secrets)),
    curl: found.curl,
  }
  const isSame = ({ operation, title, expected }: Finding) =>
    operation === finding.operation && title === finding.title && expected === finding.expected
  if (!run.findings.some(isSame)) run.findings.push(finding)
}

/** Cut short only after the secrets are out of it: half of one is too much. */
const brief = (text: string): string => (text.length > 240 ? `${text.slice(0, 240)}…` : text)
