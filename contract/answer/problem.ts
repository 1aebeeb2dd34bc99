/** The media type of a problem. */
export const problemMediaType = 'application/problem+json'

const titles = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
} as const

/** The statuses that are told as a problem. */
export type ProblemStatus = keyof typeof titles

/** What kept a request from being answered, as RFC 9457 has it. */
export interface Problem {
  readonly type: 'about:blank'
  /** What the status is called. */
  readonly title: string
  readonly status: number
  /** A sentence with a way out. */
  readonly detail: string
  readonly [extension: string]: unknown
}

/** What a reply carries besides the problem itself. */
interface Besides {
  readonly headers?: Readonly<Record<string, string>>
  /** Members of the body, beside those of every problem. */
  readonly more?: Readonly<Record<string, unknown>>
}

/**
 * A reply that tells a problem.
 *
 * @example problem(404, 'There is no override 7.').body
 * // { type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is no override 7.' }
 */
export function problem<Status extends ProblemStatus>(
  status: Status,
  detail: string,
  { headers, more }: Besides = {},
) {
  const body: Problem = { type: 'about:blank', title: titles[status], status, detail, ...more }
  return { status, headers: { ...headers, 'Content-Type': problemMediaType }, body }
}
