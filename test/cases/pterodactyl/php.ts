import { expect } from 'vitest'
import type { Case } from '../case.ts'
import { answers, headers, missing, panel, path, printed, refusal } from './delete.ts'
import { beyondMsw, unknownRoute } from './refusals.ts'
import { malformed } from './servers.ts'
import { fourRequired } from './update.ts'

const form = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data; boundary=xx'
const ada = { email: 'ada@b.co', username: 'ada', first_name: 'Ada', last_name: 'L' }
const encoded = 'email=ada@b.co&username=ada&first_name=Ada&last_name=L'
const typed = (type: string) => ({ ...headers, 'Content-Type': type })

const part = (name: string, value: string, rest = '') =>
  `--xx\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n\r\n${value}\r\n`
const parts = Object.entries(ada).map(([name, value]) => part(name, value))
const file = part('avatar', 'GIF', '; filename="a.gif"\r\nContent-Type: image/gif')
const bytes = (...texts: readonly (string | number)[]) =>
  Uint8Array.from(
    texts.flatMap(text =>
      typeof text === 'number' ? [text] : [...new TextEncoder().encode(text)],
    ),
  )

/** A create that is taken: what it is sent, and attributes of the new user. */
const creates = (
  title: string,
  type: string,
  text: string | Uint8Array<ArrayBuffer>,
  wanted: object = {},
): Case => ({
  title,
  api: 'pterodactyl',
  async run(send) {
    const { status, body } = await send('POST', path, { headers: typed(type), text })
    expect([status, body]).toMatchObject([201, { attributes: { ...ada, ...wanted } }])
  },
})

/** A write of which nothing is read. */
const ignores = (title: string, method: string, type: string, text: string): Case =>
  answers(
    title,
    [method, method === 'POST' ? path : `${path}/4`, { headers: typed(type), text }],
    fourRequired,
  )

const bodies: readonly Case[] = [
  creates('A form of parts creates a user', multipart, `${parts.join('')}--xx--`),
  creates('A file among the parts is no field', multipart, `${file}${parts.join('')}--xx--`),
  creates(
    'A file that is no UTF-8 spoils no field beside it',
    multipart,
    bytes(
      part('external_id', 'é'),
      '--xx\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n',
      ...[0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x2d, 0x2d, 0xc3],
      `\r\n${parts.join('')}--xx--`,
    ),
    { external_id: 'é' },
  ),
  ignores('A form of parts is not read of a PATCH', 'PATCH', multipart, `${parts.join('')}--xx--`),
  ignores('A form of parts without a boundary', 'POST', 'multipart/form-data', parts.join('')),
  creates('The type of a form has no case in a POST', form.toUpperCase(), encoded),
  ignores('The type of a form has its case in a PATCH', 'PATCH', form.toUpperCase(), encoded),
  ignores('A type that only begins like a form is none', 'POST', `${form}x`, encoded),
  ...['APPLICATION/JSON', 'application/vnd.api+JSON'].map(type =>
    ignores(`The type ${type} is none of JSON`, 'POST', type, JSON.stringify(ada)),
  ),
  creates('A name has an underscore for a dot', form, `${encoded}&external.id=d`, {
    external_id: 'd',
  }),
  creates('A name has an underscore for a blank', form, `${encoded}&+external id=d`, {
    external_id: 'd',
  }),
  creates('An open bracket is an underscore', form, `${encoded}&external[id=d`, {
    external_id: 'd',
  }),
]

const texts: readonly Case[] = [
  ...['\u0000', '\u0085', '\u180e', '\u200b', '\u200e', '\ufeff', '\u3000'].flatMap(blank => {
    const code = blank.charCodeAt(0).toString(16).padStart(4, '0')
    const around = (text: string) => `${blank}${text}${blank}`
    const sent = { ...ada, first_name: around('Ada'), username: around('ada'), external_id: blank }
    return [
      creates(`U+${code} is a blank at the ends`, 'application/json', JSON.stringify(sent), {
        external_id: null,
      }),
      answers(
        `U+${code} is a blank at the ends in a query`,
        ['GET', `${path}?filter[username]=${encodeURIComponent(around('user'))}`],
        { status: 200, body: { object: 'list', data: [{ object: 'user', attributes: printed }] } },
      ),
    ]
  }),
  ...['\u00ad', '\u2060', '\u001f'].map(letter => {
    const first_name = `${letter}Ada${letter}`
    const code = letter.charCodeAt(0).toString(16).padStart(4, '0')
    const sent = JSON.stringify({ ...ada, first_name })
    return creates(`U+${code} is none`, 'application/json', sent, { first_name })
  }),
  ...[
    ['{"x', 'Control character error, possibly incorrectly encoded'],
    ['\u000b{}', 'Control character error, possibly incorrectly encoded'],
    ['[1}', 'State mismatch (invalid or malformed JSON)'],
    ['{"a":"Ada \\ud83d"}', 'Single unpaired UTF-16 surrogate in unicode escape'],
    ['\ufeff{}', 'Syntax error'],
  ].map(([text = '', detail = '']) =>
    answers(
      `The body ${JSON.stringify(text)} is malformed in its own way`,
      ['POST', path, { headers: typed('application/json'), text: bytes(text) }],
      malformed(detail),
    ),
  ),
]

/** The ids that a list has, in the world of the panel. */
const lists = (query: string, ids: readonly number[], related = false): Case => ({
  title: `GET /users?${query} finds ${ids.join(', ')}`,
  api: 'pterodactyl',
  world: panel,
  fidelity: 'observed',
  async run(send) {
    const { body } = await send('GET', `${path}?${query}`, { headers })
    const users: readonly { attributes: object }[] = Object(body).data
    expect(users.map(({ attributes }) => Object(attributes).id)).toEqual(ids)
    for (const { attributes } of users) expect('relationships' in attributes).toBe(related)
  },
})

const refuses = (query: string, code: string, detail: string): Case =>
  answers(`GET /users?${query} is a 400`, ['GET', `${path}?${query}`], refusal(400, code, detail))
const refusesFilter = (query: string, names: string): Case =>
  refuses(
    query,
    'InvalidFilterQuery',
    `Requested filter(s) \`${names}\` are not allowed. Allowed filter(s) are \`email, uuid, username, external_id\`.`,
  )

const queries: readonly Case[] = [
  lists('per.page=2', [1, 2]),
  lists('%20per_page=2', [1, 2]),
  lists('filter[username]x=plain', [2]),
  lists('filter[username]=owner&filter[username][]=plain', [2]),
  lists('filter[username][]=plain&filter[username]=owner', [3]),
  lists('include[]=servers,foo&per_page=1', [1]),
  lists('include[]=servers&include[]=foo&per_page=1', [1], true),
  lists('sort=0&per_page=1', [1]),
  lists('per_page=2&page=+2', [3, 4]),
  lists('per_page=2&page=2%0A', [3, 4]),
  lists('per_page=2&page=02', [1, 2]),
  lists('per_page=%2B2', [1, 2]),
  lists('per_page=02.0', [1, 2]),
  lists('per_page=1e400', []),
  lists('page=9223372036854775808&per_page=1', [1]),
  refusesFilter('filter[id]=a&filter[]=b', 'id, 0'),
  refusesFilter('filter[]=b&filter[7]=a&filter[]=c&filter[x]=d', '0, 7, 8, x'),
  refusesFilter('filter[[email]]=plain', '[email'),
  refuses(
    'sort[]=id,uuid',
    'InvalidSortQuery',
    'Requested sort(s) `id,uuid` is not allowed. Allowed sort(s) are `id, uuid`.',
  ),
  {
    title: 'A page beyond what JavaScript counts is one past the end, and links to the one before',
    api: 'pterodactyl',
    fidelity: 'observed',
    async run(send) {
      const { body } = await send('GET', `${path}?per_page=2&page=4611686018427387904`, { headers })
      const { data, meta } = Object(body)
      expect([data, meta.pagination.links.previous]).toEqual([
        [],
        expect.stringContaining('?page=4611686018427387903'),
      ])
    },
  },
]

const found = { status: 200, body: { object: 'user', attributes: printed } }
const paths: readonly Case[] = [
  ...['/4//', '/%34', '/04'].map(end =>
    answers(`GET /users${end} finds the user`, ['GET', path + end], found),
  ),
  answers('An escaped letter is a letter', ['GET', '/api/application/%75sers/4'], found),
  ...['/4%2F', '/%FF', '/external/%FF', '/external/a%2Fb', '%2F'].map(end =>
    answers(
      `GET /users${end} has no route`,
      ['GET', path + end],
      unknownRoute(`api/application/users${end}`),
      beyondMsw,
    ),
  ),
  answers('A number of another script is no id', ['GET', `${path}/%D9%A3`], missing),
]

/** Errors of a create with one field changed, as `field:rule`. */
const breaks = (field: string, value: string, ...wanted: readonly string[]): Case => ({
  title: `${field} ${value.slice(0, 20)} breaks ${wanted.join(' and ')}`,
  api: 'pterodactyl',
  async run(send) {
    const sent = Object.entries({ ...ada, [field]: undefined }).flatMap(([name, text]) =>
      name === field ? [] : [`"${name}":${JSON.stringify(text)}`],
    )
    const text = `{${[...sent, `"${field}":${value}`].join(',')}}`
    const { body } = await send('POST', path, { headers: typed('application/json'), text })
    const errors: readonly object[] = Object(body).errors ?? []
    expect(errors.map(error => Object(error).meta.rule)).toEqual(wanted)
  },
})

const many = JSON.stringify(Array(192).fill('a'))
const rules: readonly Case[] = [
  ...['email', 'username', 'first_name', 'last_name'].map(name => breaks(name, '{}', 'required')),
  breaks('language', '{}', 'string', 'in'),
  breaks('email', many, 'email', 'between'),
  breaks('first_name', many, 'string', 'between'),
  breaks('external_id', many, 'string', 'max'),
  ...['0.0', '1.0', '1e0', '-0.0'].map(number => breaks('root_admin', number, 'boolean')),
  breaks('root_admin', '-0'),
  breaks('username', '0', 'unique', 'p_username'),
  breaks('username', '9223372036854775808', 'p_username'),
  creates(
    'A number as username is the text that PHP makes of it',
    'application/json',
    '{"email":"ada@b.co","first_name":"Ada","last_name":"L","username":123456789.123456789}',
    { username: '123456789.12346' },
  ),
]

const orders = {
  documented: Object.keys(printed),
  observed: [
    ...['id', 'external_id', 'uuid', 'username', 'email', 'first_name', 'last_name', 'language'],
    ...['root_admin', '2fa', 'created_at', 'updated_at'],
  ],
}

const replies: readonly Case[] = [
  ...(['documented', 'observed'] as const).map(
    (fidelity): Case => ({
      title: `A user's attributes stand in the order of what is ${fidelity}`,
      api: 'pterodactyl',
      fidelity,
      async run(send) {
        const { body } = await send('GET', `${path}/4`, { headers })
        expect(Object.keys(Object(body).attributes)).toEqual(orders[fidelity])
      },
    }),
  ),
  ...(
    [
      ['documented', ['240', '240', '240']],
      ['observed', ['239', '238', '237']],
    ] as const
  ).map(
    ([fidelity, wanted]): Case => ({
      title: `What is left of the limit without one, as ${fidelity}: ${wanted.join(', ')}`,
      api: 'pterodactyl',
      fidelity,
      async run(send) {
        const seen: unknown[] = []
        for (const end of ['', '/4', '/999']) {
          const { headers: said } = await send('GET', path + end, { headers })
          seen.push(said.get('X-RateLimit-Remaining'))
        }
        expect(seen).toEqual(wanted)
      },
    }),
  ),
]

/** What PHP and Laravel make of what they are sent, as the panel was seen to answer. */
export const pterodactylPhpCases: readonly Case[] = [
  ...bodies,
  ...texts,
  ...queries,
  ...paths,
  ...rules,
  ...replies,
]
