import type { OberplanDouble } from '../../../handlers/index.ts'
import { below, type Json, type Mutant, put, without } from './drift.ts'

type Drift = Mutant<OberplanDouble>

const read = /^GET \/v1\/users\/me/
const update = /^PUT /
const limit = /^GET \/v1\/rate-limit/
const any = /./

/** A change of the settings, where all of them are shown. */
export const data =
  (change: (settings: Json) => object) =>
  (body: Json): object =>
    Reflect.has(Object(body.data), 'date_format') ? below('data', change)(body) : body

const shapes: readonly Drift[] = [
  {
    title: 'a key is missing',
    tells: 'schedulesLimit',
    on: read,
    reply: data(without('schedules_limit')),
  },
  {
    title: 'allow_collaboration is 1 or 0',
    on: read,
    reply: data(d => put({ allow_collaboration: Number(d.allow_collaboration) })(d)),
  },
  {
    title: 'profile_completed is a text',
    on: read,
    reply: data(d => put({ profile_completed: String(d.profile_completed) })(d)),
  },
  {
    title: 'an empty name is null',
    on: read,
    reply: data(d => put({ firstname: d.firstname || null })(d)),
  },
  {
    title: 'created_at has no zone',
    on: read,
    reply: data(d => put({ created_at: String(d.created_at).replace('Z', '') })(d)),
  },
  { title: 'the settings have no envelope', on: read, reply: b => b.data },
  { title: 'success is missing', on: read, reply: without('success') },
  { title: 'success is 1', on: update, reply: put({ success: 1 }) },
  { title: 'an update answers 204', on: update, status: 204 },
  {
    title: 'an update is refused with a 422',
    tells: 'fieldErrorStatus',
    on: update,
    when: 400,
    status: 422,
  },
  {
    title: 'a refusal says success',
    tells: 'envelope',
    on: update,
    when: 400,
    reply: put({ success: true }),
  },
  {
    title: 'a refusal does not repeat its status',
    tells: 'errorWords',
    on: any,
    when: 401,
    reply: below('error', without('status')),
  },
  {
    title: 'a refusal has the status 200 in it',
    tells: 'errorWords',
    on: update,
    when: 400,
    reply: below('error', put({ status: 200 })),
  },
  {
    title: 'a refusal names no key',
    tells: 'errorWords',
    on: update,
    when: 400,
    reply: below('error', put({ message: 'Something is wrong.' })),
  },
  {
    title: 'a refusal has no code',
    tells: 'errorWords',
    on: update,
    when: 400,
    reply: below('error', put({ code: '' })),
  },
  {
    title: 'a 401 asks for no scheme',
    tells: 'challenge',
    on: any,
    when: 401,
    header: headers => headers.delete('WWW-Authenticate'),
  },
  { title: 'a 401 is a 403', tells: 'unauthenticatedStatus', on: any, when: 401, status: 403 },
  {
    title: 'a 404 has another code',
    tells: 'errorWords',
    on: any,
    when: 404,
    reply: below('error', put({ code: 'none' })),
  },
  {
    title: 'a 405 tells no Allow',
    tells: 'allow',
    on: any,
    when: 405,
    header: headers => headers.delete('Allow'),
  },
  { title: 'a 405 is a 404', tells: 'wrongMethodStatus', on: any, when: 405, status: 404 },
  {
    title: 'nothing is told of the limit',
    tells: 'limitHeaders',
    on: any,
    header: headers => headers.delete('X-Rate-Limit-RequestReset'),
  },
  {
    title: 'the Content-Type is text/html',
    on: read,
    header: headers => headers.set('Content-Type', 'text/html'),
  },
  {
    title: 'fields is ignored',
    tells: 'fields',
    on: read,
    ask: ({ query }) => query.delete('fields'),
  },
  {
    title: 'an unknown field is a 404',
    tells: 'unknownFields',
    on: /fields=.*nothing/,
    status: 404,
  },
  {
    title: 'the limit is another one',
    tells: 'rateLimitPath',
    on: limit,
    reply: below('data', put({ request_limit: 60 })),
  },
  {
    title: 'the limit is a text',
    tells: 'rateLimitPath',
    on: limit,
    reply: below('data', d => put({ request_reset: String(d.request_reset) })(d)),
  },
]

/** Drifted providers of Oberplan's settings: what they look like. */
export const oberplanMutants: readonly Drift[] = shapes
