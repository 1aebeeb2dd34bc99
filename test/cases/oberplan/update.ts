import { expect } from 'vitest'
import type { Case } from '../case.ts'
import { documentedSettings, expectSettings, expectSuccess, me, oberplan } from '../oberplan.ts'

/** Values that a key may be set to; the last one is what a case sets before it tries another. */
const allowed: Readonly<Record<string, readonly unknown[]>> = {
  language_tag: ['en', 'de'],
  date_format: ['m/d/Y', 'm-d-Y', 'm.d.Y', 'd/m/Y', 'd-m-Y', 'd.m.Y', 'Y/m/d', 'Y-m-d', 'Y.m.d'],
  time_format: ['H:i', 'h:i A', 'h:i a'],
  first_day_of_week: ['monday', 'saturday', 'sunday'],
  allow_collaboration: [true, false],
  timezone: [
    'US/Eastern',
    'America/New_York',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
    'Europe/Berlin',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'Etc/GMT+5',
    'Etc/GMT-14',
    'EST5EDT',
    'GB',
    'UTC',
    'GMT',
  ],
  firstname: ['', ' ', 'Zoë', '名', 'a'.repeat(50), '😀'.repeat(50), 'ü'.repeat(50), 'b'],
  lastname: ['', 'O’Neil-Šmíd', 'a'.repeat(100), '😀'.repeat(100), 'b'],
}

const flags: readonly (readonly [string, unknown, unknown])[] = [
  ['allow_collaboration', 1, true],
  ['allow_collaboration', 0, false],
  ['profile_completed', true, 1],
  ['profile_completed', false, 0],
  ['profile_completed', 1, 1],
  ['profile_completed', 0, 0],
]

const named = (value: unknown): string =>
  typeof value === 'string' && value.length > 40
    ? `${Array.from(value).length} times ${Array.from(value)[0]}`
    : JSON.stringify(value)

const readOnly = {
  id: 'mine',
  collaboration_limit: 9,
  request_rate_limit: 9,
  schedules_limit: 9,
  created_at: '1999-01-01T00:00:00Z',
  updated_at: '1999-01-01T00:00:00Z',
}

export const oberplanUpdateCases: readonly Case[] = [
  ...Object.entries(allowed).flatMap(([key, values]) =>
    values.map(value =>
      oberplan(`${key} may be set to ${named(value)}, and the rest stays`, async send => {
        const away = values.findLast(other => other !== value)
        expectSuccess(await send('PUT', me, { json: { [key]: away } }))
        expectSuccess(await send('PUT', me, { json: { [key]: value } }))
        await expectSettings(send, { [key]: value })
      }),
    ),
  ),

  ...flags.map(([key, sent, shown]) =>
    oberplan(`${key} may be sent as ${sent}, and is shown as ${shown}`, async send => {
      await send('PUT', me, { json: { [key]: !sent } })
      expectSuccess(await send('PUT', me, { json: { [key]: sent } }))
      await expectSettings(send, { [key]: shown })
    }),
  ),

  oberplan('several settings change at once', async send => {
    const json = { lastname: 'Lee', date_format: 'd.m.Y', time_format: 'H:i', firstname: 'Ann' }
    expectSuccess(await send('PUT', me, { json }))
    await expectSettings(send, json)
  }),

  oberplan('one update leaves what another one set', async send => {
    await send('PUT', me, { json: { firstname: 'Ann', allow_collaboration: false } })
    await send('PUT', me, { json: { language_tag: 'de' } })
    const changes = { firstname: 'Ann', allow_collaboration: false, language_tag: 'de' }
    await expectSettings(send, changes)
  }),

  oberplan('an update of nothing succeeds', async send => {
    expectSuccess(await send('PUT', me, { json: {} }))
    await expectSettings(send, {})
  }),

  oberplan('the settings may be sent back as they came', async send => {
    expectSuccess(await send('PUT', me, { json: documentedSettings }))
    await expectSettings(send, {})
  }),

  ...Object.entries(readOnly).map(([key, value]) =>
    oberplan(`${key} cannot be written, and is ignored`, async send => {
      expectSuccess(await send('PUT', me, { json: { [key]: value, firstname: 'Ann' } }))
      await expectSettings(send, { firstname: 'Ann' }, expect.not.stringMatching(/^1999/))
    }),
  ),

  oberplan('keys that cannot be written are ignored whatever their type', async send => {
    const json = Object.fromEntries(Object.keys(readOnly).map(key => [key, null]))
    expectSuccess(await send('PUT', me, { json }))
    await expectSettings(send, {})
  }),

  oberplan('unknown keys are ignored', async send => {
    const json = { role: 'admin', password: 'x', pending_email: 'a@b.example', firstname: 'Ann' }
    expectSuccess(await send('PUT', me, { json }))
    await expectSettings(send, { firstname: 'Ann' })
  }),

  oberplan('an update moves updated_at to now', async send => {
    const before = Math.floor(Date.now() / 1000) * 1000
    await send('PUT', me, { json: { firstname: 'Ann' } })
    const { body } = await send('GET', me)
    const { updated_at } = Object(Object(body).data)
    expect(updated_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(Date.parse(updated_at)).toBeGreaterThanOrEqual(before)
  }),

  ...['application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=utf-8'].map(
    type =>
      oberplan(`a body is read as JSON under the Content-Type ${type}`, async send => {
        const headers = { 'Content-Type': type }
        const text = ' { "date_format": "d.m.Y", "firstname": "Jörg" } \n'
        expectSuccess(await send('PUT', me, { headers, text }))
        await expectSettings(send, { date_format: 'd.m.Y', firstname: 'Jörg' })
      }),
  ),
]
