import * as z from 'zod/mini'
import { isDeep } from '../answer/json.ts'
import { parsed } from '../pact/request.ts'
import { headersOf, mostJudged, type Passed, type Unread } from '../traffic/passed.ts'
import { type Read, readReply } from '../verify/exchange/taking.ts'

/**
 * An entry of a HAR file as a call that went by, or why it is none: browsers and proxies write down much besides. What is
 * missing is missing, and no fault of anybody's: a body that was left out, credentials that were taken out.
 *
 * @example toPassed(entry) // { call: { method: 'GET', … }, reply: { status: 200, … }, … } or 'it is a WebSocket'
 */
export function toPassed(entry: unknown): Passed | Strange {
  const { data } = isDeep(entry, deepest) ? {} : z.safeParse(Entry, entry)
  if (!data) return 'it is no entry as HAR has it'
  const { request, response, time, startedDateTime } = data
  if (response.status === 101 || data._webSocketMessages || /^wss?:/i.test(request.url)) {
    return 'it is a WebSocket'
  }
  if (!/^https?:/i.test(request.url) || !URL.canParse(request.url)) return 'its address is no HTTP'
  if (response.status < 100) return 'there was no reply'
  const { origin, pathname, search } = new URL(request.url)
  const sent = sentBy(request)
  return {
    call: {
      ...{ method: request.method.toUpperCase(), origin, path: pathname, search },
      headers: Object.fromEntries(headersOf(pairsOf(request))),
      text: sent.text,
    },
    ...(sent.unread !== undefined && { unread: sent.unread }),
    at: dateOf(startedDateTime),
    milliseconds: Math.max(0, time),
    reply: {
      status: response.status,
      headers: headersOf(pairsOf(response)),
      body: saidBy(request.method, response),
    },
    isStripped: true,
  }
}

/** Why an entry is no call of an API, in words that end a sentence. */
export type Strange =
  | 'it is no entry as HAR has it'
  | 'it is a WebSocket'
  | 'its address is no HTTP'
  | 'there was no reply'

/** Nothing that HAR describes nests deeper; what writers of it add may, a little. */
const deepest = 64

const Pairs = z._default(
  z.array(z.looseObject({ name: z.string(), value: z._default(z.string(), '') })),
  [],
)

const Entry = z.looseObject({
  startedDateTime: z._default(z.string(), ''),
  time: z._default(z.number(), 0),
  request: z.looseObject({
    method: z.string().check(z.regex(/^[!#$%&'*+.^`|~\w-]{1,40}$/)),
    url: z.string(),
    headers: Pairs,
    bodySize: z._default(z.number(), -1),
    postData: z.nullish(
      z.looseObject({
        mimeType: z._default(z.string(), ''),
        text: z.nullish(z.string()),
        encoding: z.nullish(z.string()),
        params: z.nullish(
          z.array(z.looseObject({ name: z.string(), value: z._default(z.string(), '') })),
        ),
      }),
    ),
  }),
  response: z.looseObject({
    status: z.number(),
    headers: Pairs,
    content: z.nullish(
      z.looseObject({
        text: z.nullish(z.string()),
        encoding: z.nullish(z.string()),
      }),
    ),
  }),
  _webSocketMessages: z.optional(z.unknown()),
})

type Recorded = z.output<typeof Entry>

/** Those of HTTP/2 whose names begin with a colon stand elsewhere already. */
const pairsOf = ({ headers }: Pick<Recorded['request'], 'headers'>): [string, string][] =>
  headers
    .filter(({ name }) => !name.startsWith(':'))
    .flatMap(({ name, value }) => value.split('\n').map((one): [string, string] => [name, one]))

const dateOf = (text: string): Date => {
  const time = Date.parse(text)
  return new Date(Number.isNaN(time) ? 0 : time)
}

/** The body of a request, or why it is not there. */
function sentBy(request: Recorded['request']): { readonly text: string; readonly unread?: Unread } {
  const { method, postData, bodySize } = request
  if (/^(GET|HEAD)$/i.test(method)) return { text: '' }
  if (postData?.text) return textOf(request, postData.text, postData.encoding)
  const params = postData?.params ?? []
  const isForm = params.length > 0 && !/^multipart\//i.test(postData?.mimeType ?? '')
  if (isForm) {
    return { text: String(new URLSearchParams(params.map(({ name, value }) => [name, value]))) }
  }
  const isMissing = params.length > 0 || bodySize > 0
  return { text: '', ...(isMissing && { unread: 'its body was not recorded' }) }
}

function textOf(
  { headers }: Recorded['request'],
  text: string,
  encoding: string | null | undefined,
): ReturnType<typeof sentBy> {
  const bytes = bytesOf(text, encoding)
  if (typeof bytes === 'string') return { text: '', unread: bytes }
  const plain = encoding === 'base64' ? new TextDecoder().decode(bytes) : text
  const isCompressed = headers.some(({ name }) => /^content-encoding$/i.test(name))
  return isCompressed && !parsed(plain)
    ? { text: '', unread: 'its body is compressed in a way that is not read' }
    : { text: plain }
}

/** The body of a reply, or why it is not there: browsers leave the text out where they no longer have it. */
function saidBy(method: string, { status, content }: Recorded['response']): Read | Unread {
  const isBare = status === 204 || status === 304 || /^HEAD$/i.test(method)
  const text = content?.text ?? (isBare ? '' : undefined)
  if (text === undefined) return 'its body was not recorded'
  const bytes = bytesOf(text, content?.encoding)
  return typeof bytes === 'string' ? bytes : readReply(bytes)
}

/** The bytes that a text stands for, or why they cannot be read. */
function bytesOf(text: string, encoding: string | null | undefined): Uint8Array | Unread {
  if (text.length > 2 * mostJudged) return 'its body is too large'
  const bytes = encoding === 'base64' ? fromBase64(text) : new TextEncoder().encode(text)
  if (!bytes) return 'its body was not recorded'
  if (bytes.length > mostJudged) return 'its body is too large'
  // Gzip begins with these two bytes, which no UTF-8 does: some write down what they have not unpacked.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  return isPacked ? 'its body is compressed in a way that is not read' : bytes
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
