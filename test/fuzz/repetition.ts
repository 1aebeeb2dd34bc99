import { byFetch, holds } from './reply.ts'
import { requestOf, type Sent } from './request.ts'
import type { Subject } from './subject.ts'

type Place = (text: string) => Partial<Sent> & { readonly search?: string }

/** Where 64 KiB of the same few characters can stand, or twice as many. */
export const places: Readonly<Record<string, Place>> = {
  'a JSON text that does not end': text => ({ body: `{"email":"${text}${text}` }),
  'a field of JSON': text => ({ body: JSON.stringify({ email: text, username: text }) }),
  'a form': text => ({
    body: text,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'a query': text => ({ search: `?${text}` }),
  'a parameter of a query': text => ({
    search: `?${new URLSearchParams({ fields: text, sort: text })}`,
  }),
  'the credentials': text => ({ headers: { authorization: `Basic ${text}` } }),
  'a path': text => ({ search: `/${text}` }),
}

const repeated: readonly string[] = [
  ...['\\"', '"', '\\', '[', ']', '{"a":', 'a[', '[]=', '%', '%5B', '&', '='],
  ...['/', ' ', '.', 'a.', '@', '-', '1', 'a'],
]

/** Sends each of the same few characters in a place, 64 KiB of them at least. */
export const holdForRepetition = async (subject: Subject, place: Place) => {
  const { double, ids, bodies } = subject
  const [operation = ''] = Object.keys(bodies)
  const usual = requestOf(subject, operation, ids[0] ?? '')
  double.reset()
  for (const some of repeated) {
    const { search = '', headers, ...init } = place(some.repeat(65_536 / some.length))
    const sent = {
      ...usual,
      url: usual.url + search,
      headers: { ...usual.headers, ...headers },
      ...init,
    }
    await holds(subject, sent, byFetch)
  }
}
