import type { ServerResponse } from 'node:http'
import { messageOf } from '../line/usage.ts'
import { sendProblem } from './sending.ts'

/** What was thrown, as a sentence about what was asked: `Failed to answer "GET /users": …`. */
export function toSentence(thrown: unknown, { method, path }: { method: string; path: string }) {
  const why = messageOf(thrown)
  return why.startsWith('Failed to ') ? why : `Failed to answer "${method} ${path}": ${why}.`
}

/**
 * Whatever was thrown for a request ends here: the caller gets a 500 with a sentence or, where a reply has begun, the
 * end of the connection. Nothing is thrown from here on.
 */
export function fail(
  response: ServerResponse,
  sentence: string,
  headers: Record<string, string>,
): void {
  try {
    if (response.headersSent) response.destroy()
    else sendProblem(response, 500, headers, sentence)
  } catch {
    response.destroy()
  }
}
