import { credentialsIn } from '../answer/auth.ts'
import type { Call } from '../answer/call.ts'
import { redactedSearch, redactedText } from '../double/journal/redacted-text.ts'
import type { Veiling } from '../double/journal/redaction.ts'
import { brief } from '../verify/run.ts'
import type { Suite } from '../verify/suite.ts'

/** A call as a shell line without its secrets, its credentials as `$TOKEN` or `$USER:$PASSWORD`. */
export function lineOf(call: Call, auth: Suite['auth'], veiling: Veiling): string {
  const { method, origin, path, search, headers, text } = call
  const type = headers['content-type']
  const url = origin + redactedText(path, veiling) + redactedSearch(search, veiling)
  return [
    method === 'GET' ? 'curl' : `curl -X ${method}`,
    quoted(brief(url, longest)),
    ...(credentialsIn(auth, call) === undefined ? [] : signatureOf(auth)),
    ...(text === '' || type === undefined ? [] : [`-H ${quoted(`Content-Type: ${type}`)}`]),
    ...(text === '' ? [] : [`-d ${quoted(brief(redactedText(text, veiling), longest))}`]),
  ].join(' ')
}

/** As many characters of a part are told. */
const longest = 1000

/** Those of a query stand in the URL. */
function signatureOf(auth: Suite['auth']): string[] {
  if (auth === 'basic') return ['-u "$USER:$PASSWORD"']
  if (auth === 'bearer') return ['-H "Authorization: Bearer $TOKEN"']
  return 'header' in auth ? [`-H "${auth.header}: $TOKEN"`] : []
}

/** Nothing in single quotes means anything to a shell, save the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
