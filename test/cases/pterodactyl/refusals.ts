import { expect } from 'vitest'
import type { Case } from '../case.ts'
import { answers, headers, jsonHeaders, missing, path, printed, refusal } from './delete.ts'

/** For paths that no endpoint has. */
export const beyondMsw = {
  cannot: {
    setupServer: 'msw leaves a path that no endpoint has unhandled, by design',
    browser: 'The service worker lets a path that no endpoint has through to the network.',
  },
}

export const unknownRoute = (route: string) =>
  refusal(404, 'NotFoundHttpException', `The route ${route} could not be found.`)

const one = `${path}/4`
const unauthenticated = refusal(401, 'AuthenticationException', 'Unauthenticated.')
const wrongMethod = (method: string, route: string, allow: string) =>
  refusal(
    405,
    'MethodNotAllowedHttpException',
    `The ${method} method is not supported for route ${route}. Supported methods: ${allow}.`,
  )
const malformed = (tail: string) =>
  refusal(
    400,
    'BadRequestHttpException',
    `The JSON data passed in the request appears to be malformed: ${tail}`,
  )
const syntaxError = malformed('Syntax error')

const endpoints = [
  ['GET', path],
  ['GET', one],
  ['GET', `${path}/external/crm-7`],
  ['POST', path],
  ['PATCH', one],
  ['DELETE', one],
] as const

const wrong = [
  'Bearer',
  'Bearer wrong',
  'bearer ptla_full',
  'Bearer  ptla_full',
  'Bearerptla_full',
  'ptla_full',
  'Basic ptla_full',
  'Bearer ptla_full;x',
  'Bearer ptla_full ptla_full',
]
const right = [
  'Bearer ptla_full',
  'Bearer ptlc_full',
  'Bearer ptla_full,and more',
  'x Bearer ptla_full',
  'xBearer ptla_full',
  'Bearer Bearer ptla_full',
]

const authentication: readonly Case[] = [
  ...endpoints.map(([method, target]) =>
    answers(`${method} ${target} without a key is a 401`, [method, target, {}], unauthenticated),
  ),
  ...wrong.map(key =>
    answers(
      `The Authorization "${key}" is a 401, worded like none at all`,
      ['GET', one, { headers: { Authorization: key } }],
      unauthenticated,
    ),
  ),
  ...right.map(key =>
    answers(
      `The Authorization "${key}" is a key`,
      ['GET', one, { headers: { Authorization: key } }],
      { status: 200, body: { object: 'user', attributes: printed } },
    ),
  ),
  answers('A key in the query is none', ['GET', `${one}?token=ptla_full`, {}], unauthenticated),
  answers(
    'A delete without a key leaves the user where it is',
    ['GET', one],
    { status: 200, body: { object: 'user', attributes: printed } },
    { earlier: ['DELETE', one, {}] },
  ),
  {
    title: 'A 401 asks for no scheme in WWW-Authenticate',
    api: 'pterodactyl',
    async run(send) {
      const { status, headers: said } = await send('GET', path)
      expect(status).toBe(401)
      expect(said.get('WWW-Authenticate')).toBeNull()
    },
  },
]

const methods: readonly Case[] = (
  [
    ['', 'GET, HEAD, POST', ['PUT', 'PATCH', 'DELETE']],
    ['/4', 'GET, HEAD, PATCH, DELETE', ['PUT', 'POST']],
    ['/external/crm-7', 'GET, HEAD', ['POST', 'PUT', 'PATCH', 'DELETE']],
  ] as const
).flatMap(([end, allow, wrongOnes]) =>
  wrongOnes.map(method => ({
    title: `${method} ${path}${end} is a 405 that names the path's methods, in Allow too`,
    api: 'pterodactyl',
    async run(send) {
      const { status, headers: said, body } = await send(method, path + end, { headers })
      const route = `api/application/users${end}`
      expect({ status, body }).toEqual(wrongMethod(method, route, allow))
      expect(said.get('Allow')).toBe(allow)
    },
  })),
)

const paths: readonly Case[] = (
  [
    ['/api/application/nothing', 'api/application/nothing'],
    ['/api/application/nothing?page=2', 'api/application/nothing'],
    ['/api/application/users/4/nothing', 'api/application/users/4/nothing'],
  ] as const
).map(([target, route]) =>
  answers(
    `GET ${target} is a 404 that names the route`,
    ['GET', target],
    unknownRoute(route),
    beyondMsw,
  ),
)

const typed = (text: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
  ['POST', path, { headers: { ...headers, 'Content-Type': type }, text }] as const

const bodies: readonly Case[] = [
  ...['{"a":', '{', '{bad', '{"email":"a@b.com",}', "{'a':1}", ' '].map(text =>
    answers(`The body ${JSON.stringify(text)} is malformed: 400`, typed(text), syntaxError),
  ),
  ...['application/json; charset=utf-8', 'application/vnd.api+json'].map(type =>
    answers(`A malformed body of type "${type}" is a 400`, typed('{bad', type), syntaxError),
  ),
  answers(
    'A bare control character in a string is told as one',
    typed('{"a":"\u0001"}'),
    malformed('Control character error, possibly incorrectly encoded'),
  ),
  answers(
    'A body of more than 512 levels is told as one',
    typed('['.repeat(600) + ']'.repeat(600)),
    malformed('Maximum stack depth exceeded'),
  ),
  answers(
    'A body that is no UTF-8 is malformed',
    typed(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
    refusal(400, 'BadRequestHttpException', expect.stringContaining('appears to be malformed: ')),
  ),
]

const bad = { headers: jsonHeaders, text: '{bad' }
const keyless = { headers: { 'Content-Type': 'application/json' }, text: '{bad' }
const noPut = wrongMethod('PUT', 'api/application/users', 'GET, HEAD, POST')
const noPost = wrongMethod('POST', 'api/application/users/4', 'GET, HEAD, PATCH, DELETE')
const nobody = `${path}/9999`

const order: readonly Case[] = [
  answers(
    'An unknown path is told before a missing key',
    ['GET', '/api/application/nothing', {}],
    unknownRoute('api/application/nothing'),
    beyondMsw,
  ),
  answers('A wrong method is told before a missing key', ['PUT', path, { json: {} }], noPut),
  answers('A wrong method is told before a malformed body', ['PUT', path, bad], noPut),
  answers(
    'A missing key is told before a malformed body',
    ['POST', path, keyless],
    unauthenticated,
  ),
  answers('A missing key is told before a missing user', ['GET', nobody, {}], unauthenticated),
  answers('A malformed body is told before a missing user', ['PATCH', nobody, bad], syntaxError),
  answers('A delete too tells a malformed body first', ['DELETE', nobody, bad], syntaxError),
  answers(
    'A missing user is told before its fields',
    ['PATCH', nobody, { headers, json: {} }],
    missing,
  ),
  answers('A body names no method', ['POST', one, { headers, json: { _method: 'PATCH' } }], noPost),
]

/** Who is turned away, in what words, and what is looked at first. */
export const pterodactylRefusalCases: readonly Case[] = [
  ...authentication,
  ...methods,
  ...paths,
  ...bodies,
  ...order,
]
