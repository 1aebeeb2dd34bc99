import { expect } from 'vitest'
import type { Case } from '../case.ts'
import { expectRefusal, expectUntouched, me, oberplan } from '../oberplan.ts'

/** Values that a key must not be set to. */
const refused: Readonly<Record<string, readonly unknown[]>> = {
  firstname: ['a'.repeat(51), '😀'.repeat(51), 42, true, null, ['Ann'], {}],
  lastname: ['a'.repeat(101), '😀'.repeat(101), 42, null],
  language_tag: ['fr', 'EN', 'de-DE', '', 1, null],
  date_format: ['d/m/y', 'D.M.Y', 'm/d/Y ', 'Y m d', '', 1, null],
  time_format: ['h:i', 'h:i AM', 'H:I', 'h:m a', '', 24, null],
  timezone: [
    'Mars/Olympus',
    '',
    '+01:00',
    '-05',
    'Z',
    'GMT+1',
    'UTC+1',
    'Europe',
    'Europe/',
    ' Europe/Berlin',
    'Europe/Berlin ',
    'America/New York',
    'Eastern Time',
    'PST',
    'SystemV/EST5',
    5,
    null,
  ],
  first_day_of_week: ['tuesday', 'Monday', 'mon', '', 1, null],
  allow_collaboration: ['true', 'false', '1', '', 2, -1, null, []],
  profile_completed: ['true', 'false', '0', '', 2, null, {}],
  email: ['', 'nobody', '@example.com', 'a@', 'a b@example.com', 42, null, ['a@example.com']],
}

const named = (value: unknown): string =>
  typeof value === 'string' && value.length > 40
    ? `${Array.from(value).length} times ${Array.from(value)[0]}`
    : JSON.stringify(value)

const broken: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] = [
  ['broken JSON', '{"firstname":"Ann"'],
  ['a form', 'firstname=Ann'],
  ['a JSON array', '[{"firstname":"Ann"}]'],
  ['a JSON string', '"firstname"'],
  ['a JSON number', '42'],
  ['JSON true', 'true'],
  ['JSON null', 'null'],
  ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
]

export const oberplanUpdateRefusalCases: readonly Case[] = [
  ...Object.entries(refused).flatMap(([key, values]) =>
    values.map(value =>
      oberplan(`${key} set to ${named(value)} is a 400 that names it`, async send => {
        const reply = await send('PUT', me, { json: { [key]: value } })
        const message = expect.stringContaining(key)
        expectRefusal(reply, 400, 'invalid_parameter', { message })
        await expectUntouched(send)
      }),
    ),
  ),

  oberplan('one wrong key keeps all others from being changed', async send => {
    const json = { firstname: 'Ann', language_tag: 'de', first_day_of_week: 'friday' }
    expectRefusal(await send('PUT', me, { json }), 400, 'invalid_parameter')
    await expectUntouched(send)
  }),

  oberplan('every wrong key is named', async send => {
    const json = { firstname: 1, timezone: 'Mars/Olympus', allow_collaboration: 'true' }
    const { body } = await send('PUT', me, { json })
    for (const key of Object.keys(json)) {
      expect(body).toHaveProperty('error.message', expect.stringContaining(key))
    }
  }),

  ...broken.map(([what, text]) =>
    oberplan(`an update with a body that is ${what} is a 400`, async send => {
      const headers = { 'Content-Type': 'application/json' }
      expectRefusal(await send('PUT', me, { headers, text }), 400, 'invalid_request')
      await expectUntouched(send)
    }),
  ),

  oberplan('a body of 1 MiB is read', async send => {
    const text = '{"firstname":"Ann"}'.padEnd(1_048_576, ' ')
    expect((await send('PUT', me, { text })).status).toBe(200)
  }),

  oberplan('a body of more than 1 MiB is a 413, and changes nothing', async send => {
    const text = '{"firstname":"Ann"}'.padEnd(1_048_577, ' ')
    expectRefusal(await send('PUT', me, { text }), 413, expect.any(String))
    await expectUntouched(send)
  }),
]
