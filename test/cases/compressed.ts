import { expect } from 'vitest'
import type { ApiName } from '../../handlers/index.ts'
import type { Case } from './case.ts'
import { as, expectSuccess } from './oberplan.ts'

/** `{}`, compressed by gzip. */
const gzipped = Uint8Array.from(atob('H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA=='), letter =>
  letter.charCodeAt(0),
)
/** The first bytes of other formats, none of which is UTF-8. */
const deflated = new Uint8Array([0x78, 0x9c, 0xab, 0xae, 0x05, 0x00])

const sent = [
  ['by gzip', 'gzip', gzipped],
  ['by gzip, which its bytes alone tell', '', gzipped],
  ['by gzip, under its old name', 'X-GZIP', gzipped],
  ['by deflate', 'deflate', deflated],
  ['by brotli', 'br', new Uint8Array([0x0b, 0x00, 0x80, 0x7b, 0x7d, 0x03])],
  ['by zstd', 'zstd', new Uint8Array([0x28, 0xb5, 0x2f, 0xfd])],
  ['twice', 'deflate, gzip', gzipped],
] as const

const why = 'the body is compressed, send it plain, without Content-Encoding'

const creates: readonly (readonly [ApiName, string, string, Record<string, string>, unknown])[] = [
  [
    'overplane',
    'POST',
    '/api/core/user',
    { Authorization: 'Bearer sk_1' },
    { error: { type: 'invalid_request_error', message: `Invalid request body: ${why}.` } },
  ],
  [
    'pterodactyl',
    'POST',
    '/api/application/users',
    { Authorization: 'Bearer ptla_full', 'Content-Type': 'application/json' },
    {
      errors: [
        {
          code: 'BadRequestHttpException',
          status: '400',
          detail: `The JSON data passed in the request appears to be malformed: ${why}`,
        },
      ],
    },
  ],
  [
    'pterodactyl',
    'PATCH',
    '/api/application/users/4',
    {
      Authorization: 'Bearer ptla_full',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    {
      errors: [
        {
          code: 'BadRequestHttpException',
          status: '400',
          detail: `The JSON data passed in the request appears to be malformed: ${why}`,
        },
      ],
    },
  ],
  [
    'oberplan',
    'PUT',
    '/v1/users/me',
    as('user@oberplan.com', 'mypassword'),
    {
      error: {
        code: 'invalid_request',
        message: `The request is malformed: ${why}.`,
        status: 400,
      },
      success: false,
    },
  ],
]

const withEncoding = (headers: Record<string, string>, encoding: string) =>
  encoding === '' ? headers : { ...headers, 'Content-Encoding': encoding }

/** Bodies that no documented API reads: each refusal says what is wrong with them. */
export const compressedCases: readonly Case[] = [
  ...creates.flatMap(([api, method, path, own, body]) =>
    sent.map(
      ([what, encoding, text]): Case => ({
        title: `${method} ${path} says that a body is compressed ${what}, as ${own['Content-Type']}`,
        api,
        async run(send) {
          const reply = await send(method, path, { headers: withEncoding(own, encoding), text })
          expect([reply.status, reply.body]).toEqual([400, body])
        },
      }),
    ),
  ),

  ...['identity', 'IDENTITY', 'utf-8'].map(
    (encoding): Case => ({
      title: `A body is not compressed by ${encoding}`,
      api: 'oberplan',
      async run(send) {
        const headers = withEncoding(as('user@oberplan.com', 'mypassword'), encoding)
        expectSuccess(await send('PUT', '/v1/users/me', { headers, text: '{"firstname":"Ann"}' }))
      },
    }),
  ),

  {
    title: 'No body at all is not compressed',
    api: 'overplane',
    async run(send) {
      const headers = { Authorization: 'Bearer sk_1', 'Content-Encoding': 'gzip' }
      expect((await send('GET', '/api/core/user', { headers })).status).toBe(200)
      expect((await send('DELETE', '/api/core/user/user_abc123', { headers })).status).toBe(200)
    },
  },
]
