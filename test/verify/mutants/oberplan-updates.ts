import type { OberplanDouble } from '../../../handlers/index.ts'
import { type Mutant, put, without } from './drift.ts'
import { data } from './oberplan.ts'

type Drift = Mutant<OberplanDouble>

const read = /^GET \/v1\/users\/me/
const update = /^PUT /

/** Takes a wrong value, and keeps in its place what stands. */
const tolerant = (key: string, wrong: unknown, stands?: unknown, tells?: string): Drift => ({
  title: `${key} takes ${JSON.stringify(wrong).slice(0, 20)}`,
  ...(tells !== undefined && { tells }),
  on: update,
  body: b => (b[key] === wrong ? { ...b, [key]: stands } : b),
})

const values: readonly Drift[] = [
  tolerant('language_tag', 'fr', 'de'),
  tolerant('language_tag', 'EN', 'en', 'letterCase'),
  tolerant('date_format', 'Y m d'),
  tolerant('time_format', 'H:I', 'H:i'),
  tolerant('first_day_of_week', 'Monday', 'monday', 'letterCase'),
  tolerant('first_day_of_week', 'tuesday'),
  tolerant('timezone', '+01:00', 'Europe/Berlin'),
  tolerant('timezone', 'Mars/Olympus'),
  tolerant('allow_collaboration', 'true', true, 'wrongTypes'),
  tolerant('profile_completed', 2, true, 'wrongTypes'),
  tolerant('firstname', null, undefined, 'nulls'),
  tolerant('firstname', 'a'.repeat(51), 'a'),
  tolerant('lastname', 'a'.repeat(101), 'a'),
  tolerant('lastname', 42, '42', 'wrongTypes'),
  tolerant('email', 'nobody', undefined, 'emailForm'),
  tolerant('email', `${'a'.repeat(189)}@example.com`),
  {
    title: 'a name may not be empty',
    tells: 'emptyNames',
    on: update,
    instead: ({ body }) => (body.firstname === '' ? refusal('firstname') : undefined),
  },
  {
    title: 'names are counted in bytes',
    on: update,
    instead: ({ body }) =>
      String(body.firstname).includes('ü') ? refusal('firstname') : undefined,
  },
  {
    title: 'links are no time zones',
    on: update,
    instead: ({ body }) => (body.timezone === 'US/Eastern' ? refusal('timezone') : undefined),
  },
  {
    title: 'digits are no booleans',
    tells: 'booleans',
    on: update,
    instead: ({ body }) =>
      body.allow_collaboration === 0 ? refusal('allow_collaboration') : undefined,
  },
  {
    title: 'a form is not read',
    on: update,
    body: (b, _, { headers }) => (headers.get('Content-Type')?.includes('form') ? {} : b),
  },
  {
    title: 'a malformed body is empty',
    tells: 'malformedBody',
    on: update,
    instead: ({ isBroken, path, method, headers }, double) =>
      isBroken ? double.fetch(path, { method, headers, body: '{}' }) : undefined,
  },
]

const refusal = (key: string) => ({
  status: 400,
  body: { error: { code: 'invalid_parameter', message: key, status: 400 }, success: false },
})

const stored = ({ db }: OberplanDouble) => db.user.getAll()[0]
const set = ({ db }: OberplanDouble, changes: Parameters<typeof db.user.update>[0]['data']) =>
  db.user.updateMany({ where: {}, data: changes })

const updates: readonly Drift[] = [
  { title: 'an update is not kept', on: update, undone: true },
  { title: 'an update resets language_tag', on: update, body: b => ({ language_tag: 'en', ...b }) },
  {
    title: 'an update resets allow_collaboration',
    on: update,
    body: b => ({ allow_collaboration: true, ...b }),
  },
  {
    title: 'an update clears the names',
    on: update,
    body: b => ({ firstname: '', lastname: '', ...b }),
  },
  {
    title: 'time_format is not kept',
    on: update,
    body: b => (b.time_format === 'h:i A' ? without('time_format')(b) : b),
  },
  {
    title: 'time_format loses its case',
    on: read,
    reply: data(d => put({ time_format: String(d.time_format).replace('A', 'a') })(d)),
  },
  {
    title: 'a limit may be written',
    tells: 'schedulesLimit',
    on: update,
    after: (double, { body }) =>
      body.schedules_limit === 9999 && set(double, { schedules_limit: 9999 }),
  },
  {
    title: 'created_at may be written',
    on: update,
    after: (double, { body }) =>
      typeof body.created_at === 'string' && set(double, { created_at: body.created_at }),
  },
  {
    title: 'keys that cannot be written are refused',
    on: update,
    instead: ({ body }) => (body.collaboration_limit ? refusal('collaboration_limit') : undefined),
  },
  {
    title: 'unknown keys are refused',
    tells: 'unknownKeys',
    on: update,
    instead: ({ body }) => (body.nothing_known ? refusal('nothing_known') : undefined),
  },
  {
    title: 'updated_at is stale',
    on: read,
    reply: data(put({ updated_at: '2018-09-28T16:16:29Z' })),
  },
  { title: 'created_at moves', on: read, reply: data(d => put({ created_at: d.updated_at })(d)) },
  {
    title: 'a refused update moves updated_at',
    tells: 'faultyUpdate',
    on: update,
    when: 400,
    after: double => set(double, { updated_at: '2030-01-01T00:00:00Z' }),
  },
  {
    title: 'a refused update changes what was right',
    tells: 'faultyUpdate',
    on: update,
    when: 400,
    after: double => set(double, { lastname: 'Changed' }),
  },
  {
    title: 'an update of nothing resets the time zone',
    on: update,
    after: (double, { body }) => Object.keys(body).length === 0 && set(double, { timezone: 'UTC' }),
  },
  {
    title: 'timezone is made canonical',
    tells: 'timezones',
    on: read,
    reply: data(d => put({ timezone: d.timezone === 'GB' ? 'Europe/London' : d.timezone })(d)),
  },
  {
    title: 'the settings are of another account',
    on: read,
    reply: (b, _, double) => data(d => put({ email: `x${stored(double)?.email}` })(d))(b),
  },
]

/** Drifted providers of Oberplan's settings: what they take, and what they keep. */
export const oberplanUpdateMutants: readonly Drift[] = [...values, ...updates]
