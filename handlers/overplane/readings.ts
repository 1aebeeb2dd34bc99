import { reading } from '../../contract/define.ts'
import type { Received, Stage } from '../../contract/verify/exchange/exchange.ts'
import { at, column } from '../../contract/verify/findings/difference.ts'

// Where the pages leave a choice, what we take, and why. Of this file a browser loads the values alone.

const creates = ['createUser', 'createProjectUser']
const updates = ['updateUser', 'updateProjectUser']
const silent = 'The pages name no status'

export const readings = {
  // ---- statuses
  readStatus: reading({
    of: ['retrieveUser', 'listUsers', 'listProjectUsers'],
    about: 'The status of a read',
    takes: 200,
    or: { 206: 'As HTTP has it for a part of a list.' },
    because: `${silent}, and this is the usual one.`,
    form: { status: 200 },
  }),
  createStatus: reading({
    of: creates,
    about: 'The status of a create',
    takes: 200,
    or: { 201: 'As HTTP has it for what was created.' },
    because: `${silent}; both families that they descend from, Stripe and Frappe, answer 200.`,
    form: { status: 200 },
  }),
  updateStatus: reading({
    of: updates,
    about: 'The status of an update',
    takes: 200,
    or: { 202: 'As HTTP has it for what is done later.' },
    because: `${silent}, and the updated object is in the reply.`,
    form: { status: 200 },
  }),
  deleteStatus: reading({
    of: ['deleteUser', 'deleteProjectUser'],
    about: 'The status of a delete',
    takes: 200,
    or: { 202: 'As Frappe has it.' },
    because: `${silent}, and the confirmation that they print needs a body.`,
    form: { status: 200 },
  }),
  reorderStatus: reading({
    of: 'reorderProjectUsers',
    about: 'The status of a reorder',
    takes: 200,
    or: { 201: 'As of any POST.' },
    because: `${silent}, and nothing is created.`,
    form: { status: 200 },
  }),
  unauthenticatedStatus: reading({
    about: 'The status for whoever shows no key, or a wrong one',
    takes: 401,
    or: { 403: 'As of whoever may not enter.', 400: 'As of any wrong request.' },
    because: `${silent}; this is what HTTP says.`,
    form: { refusals: ['unauthenticated'] },
  }),
  fieldErrorStatus: reading({
    about: 'The status for fields and parameters that break a rule',
    takes: 400,
    or: { 422: 'As of a body that can be read and not be taken.', 417: 'As Frappe has it.' },
    because: `${silent}; Stripe answers 400.`,
    form: { refusals: ['invalid', 'unprocessable'] },
  }),
  malformedStatus: reading({
    about: 'The status for a body that is no JSON object',
    takes: 400,
    or: {
      422: 'As of fields that break a rule.',
      415: 'As of another media type.',
      417: 'As Frappe has it.',
    },
    because: `${silent}; this is what HTTP says.`,
    form: { refusals: ['malformed'] },
  }),
  missingStatus: reading({
    about: 'The status for an id that nothing has',
    takes: 404,
    or: { 400: 'As of any wrong parameter.', 410: 'As of what is gone.' },
    because: `${silent}; both families answer 404.`,
    form: { refusals: ['missing'] },
  }),
  unknownPathStatus: reading({
    about: 'The status for a path that there is not',
    takes: 404,
    or: { 400: 'As of any wrong request.' },
    because: `${silent}; this is what HTTP says.`,
    form: { refusals: ['unknown-path'] },
  }),
  wrongMethodStatus: reading({
    about: 'The status for a method that a path does not take',
    takes: 404,
    or: { 405: 'As HTTP has it.' },
    because:
      'Stripe answers so, and GET on a single project user is left out of the pages on purpose.',
    form: { refusals: ['wrong-method'] },
  }),

  // ---- refusals
  envelope: reading({
    about: 'What holds a refusal',
    takes: 'error',
    or: {
      text: '`{ error: "…" }`',
      message: '`{ message: "…" }`',
      errors: '`{ errors: [{ message: "…" }] }`',
      problem: '`{ type, title, status, detail }`, the problem details of RFC 9457.',
    },
    because:
      'The pages print no error; their style is that of Stripe, which has `{ error: { type, code?, message, param? } }`.',
    form: 'envelope',
    tell: ({ status, body }) => (status >= 400 && status < 500 ? envelopeOf(body) : undefined),
  }),
  errorWords: reading({
    about: 'Types, codes and sentences of a refusal',
    takes:
      'As Stripe has them; `message` names every fault, of more than 20 the first and how many more, and `code` and `param` the first.',
    because: 'The pages print no error; their style is that of Stripe.',
    form: 'words',
  }),
  strangers: reading({
    about: 'Whoever shows no key',
    takes: 'refused',
    or: { 'let in': 'Whoever asks is answered.' },
    because: 'Every printed request sends a key, and the pages say no more.',
    try: async ({ ask }) =>
      (await ask('listUsers', { as: null }, 'any')).status < 300 ? 'let in' : 'refused',
  }),
  credentials: reading({
    about: 'Which keys are valid',
    takes: 'sk_…',
    or: { any: 'Whatever is shown as Bearer.' },
    because:
      'The printed requests send `Bearer sk_test_...`, and the pages say no more. A wrong key is refused before anything else is looked at.',
    try: async ({ ask }) =>
      (await ask('listUsers', { as: 'wrong' }, 'any')).status < 300 ? 'any' : 'sk_…',
  }),
  limit: reading({
    about: 'The limit of requests',
    takes:
      '100 a minute for each key, whatever they are answered, and only with `rateLimit`; a 429 has `Retry-After`, in seconds.',
    because: 'The pages name no limit, and a test suite soon sends more.',
  }),

  // ---- bodies
  keyOrder: reading({
    about: 'The order of keys in a reply',
    takes: 'page',
    or: { alphabetical: 'By the alphabet.' },
    because: 'The pages print every object so.',
    form: 'order',
  }),
  unset: reading({
    about: 'What was never set',
    takes: 'null',
    or: { absent: 'The key is left out.' },
    because: 'The printed objects have all keys, null among their values.',
    form: 'unset',
  }),
  nulls: reading({
    of: [...creates, ...updates],
    about: 'null for an optional field',
    takes: 'cleared',
    or: { refused: 'It is a wrong value, but for `parent_id`.' },
    because:
      'What has no default is null where it was never sent, so null is as if the field had never been sent; `enabled` and the others with a default are never printed as null, and have it again.',
    try: async ({ ask, ...stage }) => {
      const { params } = await anybody({ ask, ...stage })
      const reply = await ask('updateUser', { params, body: { phone: null } }, 'any')
      return reply.status < 300 ? 'cleared' : 'refused'
    },
  }),
  wrongTypes: reading({
    about: 'A value of another type, and null for a field that is required',
    takes: 'It is refused.',
    because: 'The page names a type for each field, and not what happens otherwise.',
  }),
  emptyRequired: reading({
    about: 'An empty text for a field that is required',
    takes: 'It is refused.',
    because: 'The page requires the field; Stripe and Frappe take an empty one for none.',
  }),
  unknownKeys: reading({
    of: [...creates, ...updates],
    about: 'Keys of a body that the page does not name, `id`, `created_at` and `updated_at` too',
    takes: 'ignored',
    or: { refused: 'Each is a fault, as at Stripe.' },
    because: 'The pages leave them out of the body parameters and forbid nothing.',
    form: 'unknown keys',
    try: async ({ ask, ...stage }) => {
      const { params } = await anybody({ ask, ...stage })
      const reply = await ask('updateUser', { params, body: { nothing_known: 1 } }, 'any')
      return reply.status < 300 ? 'ignored' : 'refused'
    },
  }),
  ids: reading({
    about: 'What ids look like',
    takes: '`user_` or `project-user_`, and small letters and digits.',
    because: 'The pages print `user_abc123` and `project-user_abc123`.',
  }),

  // ---- users
  formats: reading({
    of: ['createUser', 'updateUser'],
    about: 'The form of `gender`, `language`, `time_zone`, `phone`, `birth_date` and the like',
    takes: 'Any text is taken.',
    because: "The page's own values, such as `phone_example`, would fail any format.",
  }),
  uniqueness: reading({
    of: ['createUser', 'updateUser'],
    about: 'What no two users share',
    takes: 'nothing',
    or: { email: 'The address: another user with it is a wrong value.' },
    because: 'The page names no uniqueness.',
    try: async ({ ask, ...stage }) => {
      const { email } = await anybody({ ask, ...stage })
      const body = { email, first_name: stage.unique() }
      return (await ask('createUser', { body }, 'any')).status < 300 ? 'nothing' : 'email'
    },
  }),
  fullName: reading({
    of: ['createUser', 'updateUser'],
    about: '`full_name` where it is not sent',
    takes: 'null',
    or: { names: 'The first, the middle and the last name, as far as they are there.' },
    because: 'The page lists it among the body parameters and states no rule.',
    try: async ({ ask, ...stage }) => {
      const { params } = await anybody({ ask, ...stage })
      const name = at((await ask('retrieveUser', { params })).body, 'full_name')
      return typeof name === 'string' && name !== '' ? 'names' : 'null'
    },
  }),
  limitZero: reading({
    of: 'listUsers',
    about: 'A `limit` of 0',
    takes: 'refused',
    or: { empty: 'A page without users.', default: 'As if none was sent.' },
    because: 'The page calls it the maximum number of objects, and names no bound.',
    try: async ({ ask }) => sizeTaken(await ask('listUsers', { query: { limit: 0 } }, 'any')),
  }),
  wrongPages: reading({
    of: 'listUsers',
    about: 'A `limit` or an `offset` that is less, or no whole number',
    takes: 'refused',
    or: { default: 'As if none was sent.' },
    because: 'The page calls both integers, and does not say what happens otherwise.',
    try: async ({ ask }) => {
      const reply = await ask('listUsers', { query: { limit: 'abc' } }, 'any')
      return reply.status < 300 ? 'default' : 'refused'
    },
  }),
  pageMaximum: reading({
    of: 'listUsers',
    about: 'The largest `limit`',
    takes: 'none',
    or: { 100: 'What is more counts as 100, as at Stripe.', 'refused over 100': 'A wrong value.' },
    because: 'The page names none.',
    try: async ({ ask }) => {
      const reply = await ask('listUsers', { query: { limit: 101 } }, 'any')
      if (reply.status >= 400) return 'refused over 100'
      const isCut = column(at(reply.body, 'data')).length === 100
      if (isCut && Number(at(reply.body, 'total')) > 100) return '100'
      return column(at(reply.body, 'data')).length > 100 ? 'none' : undefined
    },
  }),
  firstUpdate: reading({
    of: 'createUser',
    about: '`updated_at` of a new user',
    takes: 'It is that of its creation.',
    because: 'The page prints the same for both.',
  }),
  sameSecond: reading({
    of: 'listUsers',
    about: 'Users of the same second',
    takes: 'In the order of their creation, the last one first.',
    because: 'Times are printed in whole seconds.',
  }),
  emptyUpdate: reading({
    of: 'updateUser',
    about: 'An update without any field',
    takes: 'moves',
    or: { stays: '`updated_at` stays where nothing was changed.' },
    because: 'The page calls `updated_at` the time of the last update.',
    try: async ({ ask, pause, ...stage }) => {
      const { params } = await anybody({ ask, pause, ...stage })
      const before = await ask('retrieveUser', { params })
      await pause()
      const after = await ask('updateUser', { params, body: {} })
      return at(before.body, 'updated_at') === at(after.body, 'updated_at') ? 'stays' : 'moves'
    },
  }),
  updateDefaults: reading({
    of: 'updateUser',
    about: 'The defaults that are printed for `enabled` and `user_type`',
    takes: 'They do not apply to what an update leaves out.',
    because: 'The page says that parameters not provided are left unchanged.',
  }),
  cascade: reading({
    of: 'deleteUser',
    about: 'Project users of a deleted user',
    takes: 'stay',
    or: { go: 'They are deleted too.' },
    because: 'Their `user` is a plain string on the page, and no cascade is named.',
  }),

  // ---- project users
  references: reading({
    of: ['createProjectUser', 'updateProjectUser'],
    about: 'A `user` or a `parent_id` that does not exist',
    takes: 'taken',
    or: { refused: '`user` has to be the id of a user.' },
    because: 'The page calls both plain strings, and prints values that are no ids.',
    try: async ({ ask, unique }) => {
      const body = { parent_id: unique(), parent_type: 'Project', user: unique() }
      return (await ask('createProjectUser', { body }, 'any')).status < 300 ? 'taken' : 'refused'
    },
  }),
  nullParent: reading({
    of: 'createProjectUser',
    about: '`parent_id`',
    takes: 'It must be there, and may be null.',
    because: 'The page requires it, and its own request sends null.',
  }),
  emptyParent: reading({
    of: 'listProjectUsers',
    about: 'A parent without rows',
    takes: 'The list is empty.',
    because: 'Nothing is known of parents.',
    try: async ({ ask, unique }) => {
      const reply = await ask('listProjectUsers', { query: { parent_id: unique() } }, 'any')
      return reply.status < 300 ? 'taken' : 'otherwise'
    },
  }),
  rowOrder: reading({
    of: 'listProjectUsers',
    about: 'The order of rows',
    takes:
      'By ascending `idx`, equal ones in the order of their creation; `has_more` is always false.',
    because: 'The page returns "all" rows, names no paging, and speaks of a sort order.',
  }),
  rowPlace: reading({
    of: 'createProjectUser',
    about: 'The `idx` of a row that is created without one',
    takes: 'last',
    or: { count: 'One more than its parent has rows.' },
    because: 'The page prints 1 for a row whose request sent none.',
    try: async ({ ask, unique }) => {
      const body = { parent_id: unique(), parent_type: 'Project', user: unique() }
      const first = await ask('createProjectUser', { body: { ...body, idx: 7 } })
      const second = await ask('createProjectUser', { body })
      const idx = Number(at(second.body, 'idx')) - Number(at(first.body, 'idx'))
      return idx === 1 ? 'last' : idx === -5 ? 'count' : 'otherwise'
    },
  }),
  rowMove: reading({
    of: 'updateProjectUser',
    about: 'A new `idx`',
    takes:
      'It moves no other row; null puts the row behind the others of its parent, of the new one where `parent_id` is sent too.',
    because:
      'Changing the order of the others is what the reorder is for, and a create without `idx` puts its row there.',
  }),
  reorderBody: reading({
    of: 'reorderProjectUsers',
    about: 'The body of a reorder',
    takes:
      '`{ parent_id?, items: [{ id, idx }, …] }` with `idx` from 1. Rows that `items` leaves out follow the named ones as they stood; then all are numbered 1 to n.',
    because: 'The page speaks of "new index values" and names no body.',
    try: async ({ ask, unique }) => {
      const body = { parent_id: unique(), parent_type: 'Project', user: unique() }
      const rows = [
        await ask('createProjectUser', { body }),
        await ask('createProjectUser', { body }),
      ].map(({ body }) => at(body, 'id'))
      const items = rows.toReversed().map((id, nth) => ({ id, idx: nth + 1 }))
      const reply = await ask('reorderProjectUsers', { body: { items } }, 'any')
      if (reply.status >= 300) return 'otherwise'
      const list = await ask('listProjectUsers', { query: { parent_id: body.parent_id } })
      const ids = column(at(list.body, 'data'), 'id')
      return String(ids) === String(rows.toReversed()) ? 'taken' : 'otherwise'
    },
  }),
  reorderMost: reading({
    of: 'reorderProjectUsers',
    about: 'How many `items` there may be',
    takes: 'More than 1,000 are refused.',
    because: 'The page names no bound, and without one a body of 1 MiB names 500,000 rows.',
  }),
  reorderNothing: reading({
    of: 'reorderProjectUsers',
    about: 'A reorder without `items`',
    takes: 'Nothing moves, and the reply is the rows of `parent_id`, or all rows.',
    because: 'The printed request has no body, and must work.',
  }),
  reorderFaults: reading({
    of: 'reorderProjectUsers',
    about: 'A reorder that cannot be kept',
    takes:
      'It is refused to name a row that does not exist, rows of several parents, a row twice, or an index twice; nothing is changed then.',
    because: 'The page says that rows are ordered "within their parent".',
  }),
  reorderReply: reading({
    of: 'reorderProjectUsers',
    about: 'What a reorder answers with',
    takes: 'The list of the parent, and not the single object that is printed.',
    because: 'The page says "Returns the reordered list".',
    form: 'body',
  }),
}

function envelopeOf(body: unknown): string {
  const error = at(body, 'error')
  if (typeof error === 'string') return 'text'
  if (typeof at(error, 'message') === 'string' && typeof at(error, 'type') === 'string')
    return 'error'
  if (typeof at(body, 'errors', 0, 'message') === 'string') return 'errors'
  if (typeof at(body, 'title') === 'string' && typeof at(body, 'status') === 'number') {
    return 'problem'
  }
  return typeof at(body, 'message') === 'string' ? 'message' : 'otherwise'
}

function sizeTaken({ status, body }: Received): string | undefined {
  if (status >= 400) return 'refused'
  const rows = column(at(body, 'data')).length
  if (rows > 0) return 'default'
  return Number(at(body, 'total')) > 0 ? 'empty' : undefined
}

/** A user of ours, made once, with what a create without more than the required fields answers. */
async function anybody({ shared }: Stage<string>) {
  const reply = await shared(somebody)
  return { ...Object(reply.body), params: { id: String(at(reply.body, 'id')) } }
}

const somebody = ({ ask, unique }: Stage<string>): Promise<Received> => {
  const mark = unique()
  return ask('createUser', {
    body: { email: `Vera.${mark}@example.com`, first_name: `Vera ${mark}` },
  })
}
