import fc from 'fast-check'
import { requestOf, type Sent } from '../request.ts'
import type { Subject } from '../subject.ts'
import { bodyOf } from './body.ts'
import { contentType, credentialsOf, headers, idOf, methodOf } from './head.ts'
import { queryOf } from './query.ts'

/** One request for an operation. */
export const requestFor = (subject: Subject, operation: string): fc.Arbitrary<Sent> => {
  const { credentials, ids, fields, bodies, queries } = subject
  return fc
    .record({
      method: methodOf(requestOf(subject, operation, '').method),
      id: idOf(ids),
      query: queryOf(queries[operation] ?? ''),
      headers,
      authorization: credentialsOf(credentials),
      type: contentType,
      body: bodyOf(bodies[operation] ?? {}, fields),
    })
    .map(({ method, id, query, headers, authorization, type, body }) => ({
      url: `${requestOf(subject, operation, id).url}?${query.join('&')}`,
      method,
      headers: { ...headers, authorization, 'content-type': type },
      ...(method !== 'GET' && method !== 'HEAD' && { body }),
    }))
}
