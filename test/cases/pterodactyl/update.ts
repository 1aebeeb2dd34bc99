import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
import { answers, headers, missing, path, printed, type Wanted } from './delete.ts'

const labels: Readonly<Record<string, string>> = {
  email: 'email',
  external_id: 'Third Party Identifier',
  username: 'username',
  password: 'password',
  root_admin: 'Root Administrator Status',
  language: 'language',
  first_name: 'first name',
  last_name: 'last name',
}

const sentences: Readonly<Record<string, string>> = {
  required: 'The % field is required.',
  email: 'The % must be a valid email address.',
  between: 'The % must be between 1 and 191 characters.',
  string: 'The % must be a string.',
  max: 'The % may not be greater than 191 characters.',
  unique: 'The % has already been taken.',
  boolean: 'The % field must be true or false.',
  in: 'The selected % is invalid.',
  p_username:
    'The % must start and end with alpha-numeric characters and\n                contain only letters, numbers, dashes, underscores, and periods.',
}

/** The 422 of the rules that each field breaks: `broken({ email: 'email, between' })`. */
export const broken = (fields: Readonly<Record<string, string>>) => ({
  status: 422,
  body: {
    errors: Object.entries(fields).flatMap(([source_field, rules]) =>
      rules.split(', ').map(rule => ({
        code: 'ValidationException',
        status: '422',
        detail: sentences[rule]?.replace('%', labels[source_field] ?? ''),
        meta: { source_field, rule },
      })),
    ),
  },
})

const twoNames = { first_name: 'required', last_name: 'required' }
export const fourRequired = broken({ email: 'required', username: 'required', ...twoNames })

export const ada = {
  email: 'ada@example.net',
  username: 'ada.l',
  first_name: 'Ada',
  last_name: 'Lovelace',
}
const same = { email: printed.email, username: 'test-user', first_name: 'test', last_name: 'user' }
const one = `${path}/4`
const patch = (fields: object) => ['PATCH', one, { headers, json: { ...same, ...fields } }] as const

const user = (different: object) => ({
  status: 200,
  body: { object: 'user', attributes: { ...printed, ...different } },
})
/** A time that is not the printed one. */
const later = expect.stringMatching(/^(?!2022-09-15)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
const now = { updated_at: later }

/** The printed user, which an update changes, or leaves down to its `updated_at`. */
const updates = (title: string, fields: object, kept: object = fields) =>
  answers(title, patch(fields), user({ ...kept, ...now }))
const leaves = (title: string, fields: object) => answers(title, patch(fields), user({}))

/** The printed user with an external id and a password, and somebody else. */
const two: World = {
  name: 'two named users',
  pterodactyl(db) {
    db.user.create({ ...printed, external_id: 'crm-7', password: 'secret' })
    db.user.create({ ...ada, email: 'Ada@Example.net', external_id: 'CRM-8' })
  },
}
const ofTwo = (title: string, fields: object, different: object) =>
  answers(title, patch(fields), user({ external_id: 'crm-7', ...different }), { world: two })
const refuses = (title: string, fields: object, rules: Readonly<Record<string, string>>) =>
  answers(title, patch(fields), broken(rules), { world: two })

const much = { ...ada, external_id: 'x-1', root_admin: false, language: 'en' }
const unasked = { id: 9, uuid: 'u', '2fa': true, name_first: 'A', created_at: 'now', foo: 1 }
const optional = { external_id: null, root_admin: true, language: 'en' }

const changes: readonly Case[] = [
  updates('An update changes every field that it sends', much),
  updates('An update keeps a username in lower case', { username: 'Bob' }, { username: 'bob' }),
  updates('An update trims', { first_name: ' Ada ' }, { first_name: 'Ada' }),
  updates('A user may change the case of its own email', { email: 'Example@Example.com' }),
  updates('A root_admin of "0" is false', { root_admin: '0' }, { root_admin: false }),
  updates('A password changes something and is told to nobody', { password: 'secret' }, {}),
  updates('A password of blanks changes something too', { password: ' ' }, {}),
  leaves('An update that repeats the required fields changes nothing', {}),
  leaves('An update that repeats the optional fields changes nothing', optional),
  leaves('A username in another case is the same', { username: 'Test-User' }),
  leaves('An update with a password of null changes nothing', { password: null }),
  leaves('An update with an empty password changes nothing', { password: '' }),
  leaves('An update ignores what it was not asked for', unasked),
  ofTwo('An update leaves what it does not send', {}, {}),
  ofTwo('An external id of null is cleared', { external_id: null }, { external_id: null, ...now }),
  ofTwo('An empty external id is cleared', { external_id: '' }, { external_id: null, ...now }),
  ofTwo('A user may keep its own external id', { external_id: 'crm-7' }, {}),
  ofTwo('The same password changes something too', { password: 'secret' }, now),
  answers(
    'An update may include the servers',
    ['PATCH', `${one}?include=servers`, { headers, json: same }],
    user({ relationships: { servers: { object: 'list', data: [] } } }),
  ),
]

const external = `${path}/external`
const rename = patch({ external_id: 'x-1' })
const renamed = user({ external_id: 'x-1', ...now })
const partly = patch({ ...ada, language: 'de' })

const afterwards: readonly Case[] = [
  answers('An update is there to stay', ['GET', one], renamed, { earlier: rename }),
  answers('A new external id is found', ['GET', `${external}/x-1`], renamed, { earlier: rename }),
  answers('An old external id is not found', ['GET', `${external}/crm-7`], missing, {
    world: two,
    earlier: rename,
  }),
  answers('A refused update changes nothing', ['GET', one], user({}), { earlier: partly }),
]

const threeRequired = broken({ username: 'required', ...twoNames })
const strangers = ['9999', '0', 'nil', printed.uuid, '4abc']
const all = { ...ada, external_id: 'crm-8' }

const refusals: readonly Case[] = [
  refuses("Another's email is taken", { email: 'ADA@example.net' }, { email: 'unique' }),
  refuses("Another's username is taken", { username: 'Ada.L' }, { username: 'unique' }),
  refuses("Another's external id is taken", { external_id: 'CRM-8' }, { external_id: 'unique' }),
  refuses('All that is taken is told', all, {
    email: 'unique',
    external_id: 'unique',
    username: 'unique',
  }),
  refuses('A language of null breaks two rules', { language: null }, { language: 'string, in' }),
  refuses('A root_admin of null is no boolean', { root_admin: null }, { root_admin: 'boolean' }),
  answers('An update needs four fields', ['PATCH', one, { headers, json: {} }], fourRequired),
  answers('An update without a body has no fields', ['PATCH', one], fourRequired),
  answers(
    'An update needs three fields besides the email',
    ['PATCH', one, { headers, json: { email: 'n@example.net' } }],
    threeRequired,
  ),
  ...strangers.map(id =>
    answers(`There is no user "${id}" to update`, ['PATCH', `${path}/${id}`], missing),
  ),
]

const form = 'email=example%40example.com&username=test-user&first_name=test&last_name=user'
const text = JSON.stringify({ ...same, root_admin: false })
const demoted = user({ root_admin: false, ...now })
const jsonTypes = ['json', 'json; charset=utf-8', 'vnd.api+json', 'vnd.pterodactyl.v1+json']
const types = jsonTypes.map(type => `application/${type}`)

const sends = (title: string, type: string, body: string, wanted: Wanted, world?: World) => {
  const sent = { headers: { ...headers, 'Content-Type': type }, text: body }
  return answers(title, ['PATCH', one, sent], wanted, world && { world })
}
const formed = (title: string, end: string, different: object, world?: World) =>
  sends(title, 'application/x-www-form-urlencoded', form + end, user(different), world)

const contentTypes: readonly Case[] = [
  ...types.map(type => sends(`A body of type "${type}" is read`, type, text, demoted)),
  formed('A form is read', '', {}),
  formed('A form says false by 0', '&root_admin=0', { root_admin: false, ...now }),
  formed('An empty field of a form is null', '&external_id=', now, two),
  formed("A form's plus is a blank", '&external_id=a+b', { external_id: 'a b', ...now }),
  ...['text/plain', 'application/xml', 'application/xjson'].map(type =>
    sends(`A body of type "${type}" is not read`, type, text, fourRequired),
  ),
  sends('A body of another type is never malformed', 'text/plain', '{bad', fourRequired),
  answers(
    'A body without a type is not read',
    ['PATCH', one, { headers, text: new TextEncoder().encode(text) }],
    fourRequired,
  ),
]

/** PATCH /users/:id. */
export const pterodactylUpdateCases: readonly Case[] = [
  ...changes,
  ...afterwards,
  ...refusals,
  ...contentTypes,
]
