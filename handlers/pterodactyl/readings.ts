import { reading } from '../../contract/define.ts'
import type { Received } from '../../contract/verify/exchange/exchange.ts'
import { at } from '../../contract/verify/findings/difference.ts'
import { attributes } from './verify/made.ts'
import * as trials from './verify/trials.ts'

// What we take where the page is silent, or the panel was seen to differ from it, and why.

const seen = { observed: 'recordings of a panel' } as const
const lists = ['listUsers', 'listServers', 'listNests', 'listNodes', 'listLocations'] as const
const sortable = ['listUsers', 'listServers', 'listNodes', 'listLocations'] as const
const writes = ['createUser', 'updateUser'] as const
const reads = ['listUsers', 'getUser', 'getExternalUser'] as const
const ofServers = ['listServers', 'getServer'] as const
const users = [...reads, ...writes] as const

/** Accidents of PHP, MySQL and Laravel, and what is taken in their place. */
const accident = 'An accident of what the panel is written in, which nobody can rely on.'

export const readings = {
  // ---- of every operation

  base: reading({
    about: 'Where the API stands',
    takes: 'On `https://panel.example.com` unless a `baseUrl` is given.',
    because: 'Every panel has a host of its own, and the page prints none.',
  }),
  keys: reading({
    about: 'Which keys are valid',
    takes:
      'Any of the form `ptla_…` or `ptlc_…`, which may do everything, but for those that are listed under credentials; the scheme is written `Bearer`, with one blank.',
    because: 'The panel was seen to ask for such keys; the page says nothing of authentication.',
    source: seen,
    try: trials.anyKey,
  }),
  strangers: reading({
    about: 'Whoever shows no key',
    takes: 'refused',
    or: { 'let in': 'Whoever asks is answered.' },
    because: 'The panel was seen to do so; the page says nothing of authentication.',
    source: seen,
    try: trials.lettingIn,
  }),
  checks: reading({
    about: 'What is looked at, in which order',
    takes:
      'The path and method, the key, the JSON, the address, the limit, the id, the owner of the key, its permission, the fields.',
    because: 'The panel was seen to do so.',
    source: seen,
  }),
  limit: reading({
    about: 'How many requests may be sent',
    takes: '240 a minute for each user, told in the headers, and enforced only with `rateLimit`.',
    because: 'A test suite soon sends more.',
  }),
  countdown: reading({
    about: 'Whether the headers count down where the limit is not enforced',
    takes: 'no',
    or: { yes: 'They tell what would be left, and start again when nothing is.' },
    because: 'What nobody is held to need not be told; the panel holds everybody to it.',
    live: 'yes',
  }),
  limitHeaders: reading({
    of: [...users, 'deleteUser', ...ofServers],
    about: 'The headers that tell the limit',
    takes: 'told',
    because:
      'The panel was seen to send `X-RateLimit-Limit` and `X-RateLimit-Remaining` to whoever was let in; the page names no header.',
    source: seen,
    tell: ({ status, headers }) => {
      const values = ['Limit', 'Remaining'].map(name => headers.get(`X-RateLimit-${name}`))
      const told = values.filter(value => /^\d+$/.test(value ?? ''))
      if (status >= 300) return undefined
      return told.length === 2 ? 'told' : told.length === 0 ? 'none' : 'otherwise'
    },
  }),
  allow: reading({
    about: 'The header of a 405',
    takes: '`Allow` names the methods that the path takes, GET and HEAD first.',
    because: 'The panel was seen to do so, as HTTP has it; the page is silent.',
    source: seen,
  }),
  refusalBody: reading({
    about: 'The body of a refusal',
    takes: 'errors',
    or: { message: "Laravel's own: `{ message, errors? }`, with the sentences by field." },
    because:
      'The panel was seen to answer `{ errors: [{ code, status, detail, meta? }] }`; the page prints no refusal.',
    source: seen,
    form: 'envelope',
    tell: ({ status, body }) => (status >= 400 && status < 500 ? envelopeOf(body) : undefined),
  }),
  refusalWords: reading({
    about: 'Codes and sentences of a refusal',
    takes:
      "The names of the panel's exceptions, and its sentences; in a 422 each broken rule is an error of its own with `meta.source_field` and `meta.rule`, in a fixed order of fields.",
    because: 'The panel was seen to do so; the page only names some statuses.',
    source: seen,
    form: 'words',
  }),
  unauthenticatedStatus: reading({
    about: 'The status where the key is missing or wrong',
    takes: 401,
    or: { 403: 'As it is answered by whoever does not tell strangers apart.' },
    because: 'The panel was seen to do so; the page says nothing of authentication.',
    source: seen,
    form: { refusals: ['unauthenticated'] },
  }),
  forbiddenStatus: reading({
    about: 'The status where the key lacks the permission',
    takes: 403,
    or: { 404: 'What may not be read is not there.' },
    because: 'The panel was seen to do so; the page says nothing of permissions.',
    source: seen,
    form: { refusals: ['forbidden'] },
  }),
  wrongMethodStatus: reading({
    about: 'The status of a method that the path does not take',
    takes: 405,
    or: { 404: 'As for an unknown path.' },
    because: 'The panel was seen to do so; the page is silent.',
    source: seen,
    form: { refusals: ['wrong-method'] },
  }),
  unknownPathStatus: reading({
    about: 'The status of a path that there is not',
    takes: 404,
    or: { 400: 'As of any wrong request.' },
    because: 'The panel was seen to do so, as HTTP has it; the page is silent.',
    source: seen,
    form: { refusals: ['unknown-path'] },
  }),
  malformedStatus: reading({
    about: 'The status of a body that is no JSON',
    takes: 400,
    or: { 422: 'As for fields that break a rule.' },
    because: 'The panel was seen to do so; the page is silent.',
    source: seen,
    form: { refusals: ['malformed'] },
  }),
  unset: reading({
    about: 'Fields that were never set',
    takes: 'null',
    or: { absent: 'They are left out.' },
    because: 'The page prints null for `external_id`, and states no rule.',
    form: 'unset',
  }),
  keyOrder: reading({
    of: users,
    about: 'The order of the attributes of a user',
    takes: 'alphabetical',
    or: { panel: 'The id first, and the times last.' },
    because: 'The page prints them so.',
    source: 'documented',
    live: 'panel',
    tell: orderOf,
  }),
  servers: reading({
    of: ofServers,
    about: 'The servers',
    takes: 'They are listed, and found by their id, as the users are.',
    because: 'The panel was seen to do so; the page is about users alone.',
    source: seen,
    form: 'body',
    try: trials.servers,
  }),

  // ---- lists

  listMeta: reading({
    of: 'listUsers',
    about: 'The envelope of a list',
    takes: 'none',
    or: { pagination: 'Beside `object` and `data` there is `meta.pagination`.' },
    because: 'The page prints `object` and `data`.',
    source: 'documented',
    live: 'pagination',
    tell: ({ status, body }) => {
      if (status !== 200) return undefined
      return 'meta' in Object(body) ? 'pagination' : 'none'
    },
  }),
  pagination: reading({
    of: 'listUsers',
    about: 'What `meta.pagination` tells',
    takes:
      '`total`, `count`, `per_page`, `current_page`, `total_pages`, and `links` to the pages before and behind, which carry nothing of the query but the page.',
    because: 'The panel was seen to do so; the page prints no `meta`.',
    source: seen,
    parts: ['meta'],
  }),
  queryStatus: reading({
    of: lists,
    about: 'The status of a list whose filter, sort or page is not allowed',
    takes: 400,
    or: { 422: 'As of fields that break a rule.' },
    because: 'The panel was seen to do so; the page names no such status.',
    source: seen,
    form: { refusals: ['invalid'] },
  }),
  filterMatch: reading({
    of: sortable,
    about: 'What a filter finds',
    takes: 'part',
    or: { whole: 'Only values that are all of it.' },
    because: 'The panel was seen to find parts of a value; the page only names the fields.',
    source: seen,
    try: trials.filterMatch,
  }),
  filterCase: reading({
    of: sortable,
    about: 'The case of what a filter looks for',
    takes: 'any',
    or: { exact: 'It counts.' },
    because: 'The panel was seen not to mind; the page only names the fields.',
    source: seen,
    try: trials.filterCase,
  }),
  filterLists: reading({
    of: 'listUsers',
    about: 'Several filters',
    takes: 'Commas mean or, several fields and; an empty filter is ignored.',
    because: 'The panel was seen to do so; the page only names the fields.',
    source: seen,
  }),
  unknownFilter: reading({
    of: sortable,
    about: 'A filter that is not documented',
    takes: 'refused',
    or: { ignored: 'It hides nothing.' },
    because: 'The panel was seen to answer 400.',
    source: seen,
    try: trials.unknownFilter,
  }),
  unknownSort: reading({
    of: sortable,
    about: 'A sort that is not documented',
    takes: 'refused',
    or: { ignored: 'It moves nothing.' },
    because: 'The panel was seen to answer 400.',
    source: seen,
    try: trials.unknownSort,
  }),
  sorts: reading({
    of: 'listUsers',
    about: 'How a sort is written',
    takes:
      'A key alone means ascending, one behind a minus descending, and a comma stands between keys.',
    because: 'The panel was seen to do so; the page only names the keys.',
    source: seen,
    try: trials.descending,
  }),
  unsorted: reading({
    of: sortable,
    about: 'The order of a list without a sort',
    takes: 'id',
    or: { newest: 'The last one comes first.' },
    because: 'The panel was seen to do so; the page states no order.',
    source: seen,
    try: trials.unsorted,
  }),
  included: reading({
    of: users,
    about: 'What `include=servers` adds',
    takes:
      '`attributes.relationships.servers`, a list of server objects, and only where it is asked for.',
    because: 'The panel was seen to do so; the page only names the parameter.',
    source: seen,
    parts: ['attributes.relationships', 'data.*.attributes.relationships'],
  }),
  includedWrites: reading({
    of: writes,
    about: 'The `include` of a create and an update',
    takes: 'It is followed like that of a read.',
    because: 'The panel was seen to do so; the page names it with reads alone.',
    source: seen,
  }),
  unknownInclude: reading({
    of: reads,
    about: 'An `include` that is not documented',
    takes: 'It is ignored.',
    because: 'The panel was seen to do so.',
    source: seen,
    try: trials.unknownInclude,
  }),
  perPageDefault: reading({
    of: lists,
    about: 'How many there are on a page unless `per_page` is sent',
    takes: 50,
    or: {
      10: 'A short page.',
      15: "Laravel's own.",
      20: 'A page.',
      25: 'A page.',
      100: 'A long page.',
    },
    because: 'The panel was seen to do so; the page names no default.',
    source: seen,
    try: trials.perPageDefault,
  }),
  perPageMaximum: reading({
    of: lists,
    about: 'The most that `per_page` may be',
    takes: 'none',
    or: { 100: 'More are 100.' },
    because: 'The panel was seen to take any; the page names no maximum.',
    source: seen,
    try: trials.perPageMaximum,
  }),
  perPageFaults: reading({
    of: 'listUsers',
    about: '`per_page` that is no whole number from 1',
    takes: 'It is a 400; 0 counts as 15.',
    because:
      'The panel was seen to take 0 so; at the others it fails with a 500, or cuts a fraction off, by accident.',
    source: seen,
  }),
  lowPage: reading({
    of: lists,
    about: 'A `page` that is no whole number from 1',
    takes: 'first',
    or: { refused: 'It is a 400.' },
    because: 'The panel was seen to count it as 1; the page says `>= 1`, and no more.',
    source: seen,
    try: trials.lowPage,
  }),
  pastEnd: reading({
    of: 'listUsers',
    about: 'A `page` behind the last one',
    takes: 'It is empty.',
    because: 'The panel was seen to do so; the page only says `>= 1`.',
    source: seen,
    try: trials.pastEnd,
  }),

  // ---- users

  externalIdCase: reading({
    of: ['getExternalUser', 'getExternalServer'],
    about: 'The case of an external id that is looked up',
    takes: 'any',
    or: { exact: 'It must be as it was sent.' },
    because: 'The panel was seen not to mind; the whole external id must be named.',
    source: seen,
    try: trials.externalIdCase,
  }),
  uniqueness: reading({
    of: writes,
    about: 'Whether `email`, `username` and `external_id` are unique',
    takes: 'any case',
    or: { exact: 'They are, and in another case are another.', none: 'None of them is.' },
    because:
      'The panel was seen to refuse one that is taken, in any case; the page states no rule.',
    source: seen,
    try: trials.uniqueness,
  }),
  usernameCase: reading({
    of: writes,
    about: 'The case of a username',
    takes: 'lower',
    or: { kept: 'It stays as it was sent.' },
    because: 'The panel was seen to keep it in lower case; the page states no rule.',
    source: seen,
    try: trials.usernameCase,
  }),
  usernames: reading({
    of: writes,
    about: 'What a `username` is',
    takes:
      'At least three letters, digits, dashes, underscores and periods, a letter or a digit first and last.',
    because: 'The panel was seen to do so; the page states no rule.',
    source: seen,
  }),
  emails: reading({
    of: writes,
    about: 'What an `email` is',
    takes: 'What Laravel takes for one: RFC 5322 as egulias reads it, without asking for the host.',
    because: 'The panel was seen to do so; the page states no rule.',
    source: seen,
  }),
  emailCase: reading({
    of: writes,
    about: 'The case of an `email`',
    takes: 'It stays as it was sent.',
    because: 'The panel was seen to do so; the page states no rule.',
    source: seen,
  }),
  languages: reading({
    of: writes,
    about: 'What a `language` is',
    takes: 'Only `en`.',
    because: 'The panel ships one language; the page states no rule.',
    source: seen,
  }),
  lengths: reading({
    of: writes,
    about: 'How long texts may be',
    takes: 'Up to 191 characters; a password has no end.',
    because: 'The panel was seen to do so; the page states no rule.',
    source: seen,
  }),
  wrongTypes: reading({
    of: writes,
    about: 'A value of another type, and null for a field that is required',
    takes:
      'It is refused; but `root_admin` takes 1, 0, `"1"` and `"0"` too, and `username` the digits of a number.',
    because:
      'The panel was seen to do so; the page names a type for each field, and not what happens otherwise.',
    source: seen,
  }),
  emptyRequired: reading({
    of: writes,
    about: 'An empty text for a field that is required',
    takes: 'It is refused.',
    because: 'The panel was seen to do so; the page only requires the field.',
    source: seen,
  }),
  nulls: reading({
    of: writes,
    about: 'null for a field that is optional',
    takes:
      'It clears `external_id`, and leaves the password; for `root_admin` and `language` it is refused.',
    because: 'The panel was seen to do so; the page names no null but that of `external_id`.',
    source: seen,
  }),
  unknownKeys: reading({
    of: writes,
    about: 'A key that is not documented',
    takes: 'ignored',
    or: { refused: 'It is a 422 that names it.' },
    because: 'The panel was seen to do so.',
    source: seen,
    form: 'unknown keys',
    try: trials.unknownKeys,
  }),
  bodyTypes: reading({
    of: 'createUser',
    about: 'How a body is read',
    takes:
      'As JSON or as a form only if its Content-Type says so, and `multipart/form-data` of a POST alone.',
    because: 'The panel was seen to do so.',
    source: seen,
  }),
  blanks: reading({
    of: writes,
    about: 'Blanks at the ends of texts',
    takes:
      'Of every text but a password they are cut off, with what Unicode and Laravel take for blanks; what is empty then was not sent.',
    because: 'The panel was seen to do so.',
    source: seen,
    try: trials.blanks,
  }),
  passwords: reading({
    of: writes,
    about: 'What is seen of a password',
    takes: 'It is never told, and every new one moves `updated_at`.',
    because: 'The panel was seen to do so; the page prints no user with one.',
    source: seen,
  }),
  defaultLanguage: reading({
    of: 'createUser',
    about: 'The `language` of whoever is created without one',
    takes: 'en',
    because: 'The panel was seen to do so; the page names no default.',
    source: seen,
    try: trials.defaultLanguage,
  }),
  defaultFlags: reading({
    of: 'createUser',
    about: '`root_admin` and `2fa` of whoever is created without them',
    takes: 'Both are false.',
    because: 'The panel was seen to do so; the page names no default.',
    source: seen,
  }),
  firstUpdate: reading({
    of: 'createUser',
    about: '`updated_at` of a new user',
    takes: 'It is that of its creation.',
    because: 'The panel was seen to do so; the page prints one second more.',
    source: seen,
  }),
  createdMeta: reading({
    of: 'createUser',
    about: 'What stands beside a created user',
    takes: '`meta.resource`, the URL where it is found.',
    because: 'The panel was seen to do so; the page prints no reply to a create.',
    source: seen,
    parts: ['meta'],
  }),
  absentFields: reading({
    of: 'updateUser',
    about: 'Optional fields that an update leaves out',
    takes: 'They stay as they are.',
    because: 'The panel was seen to do so; the page only calls them optional.',
    source: seen,
  }),
  emptyUpdate: reading({
    of: 'updateUser',
    about: 'An update that changes nothing',
    takes: 'stays',
    or: { moves: 'It moves `updated_at` like any other.' },
    because: 'The panel was seen to move `updated_at` only if something changes.',
    source: seen,
    try: trials.emptyUpdate,
  }),
  deleteStatus: reading({
    of: 'deleteUser',
    about: 'The status of a delete',
    takes: 200,
    or: { 204: 'As HTTP has it for what has no body.' },
    because: 'The page says so. It prints no body, and the panel sends none.',
    source: 'documented',
    live: 204,
    form: { status: 200 },
  }),
  deleteBody: reading({
    of: 'deleteUser',
    about: 'The body of a delete',
    takes: 'There is none.',
    because: 'The panel was seen to send none; the page prints none.',
    source: seen,
    form: 'body',
  }),
  afterDelete: reading({
    of: 'deleteUser',
    about: 'What a deleted user leaves',
    takes: 'Its values may be used again, and its id is not.',
    because: 'The panel was seen to do so; the page states no rule.',
    source: seen,
  }),
  textIds: reading({
    of: 'getUser',
    about: 'An id that is no number',
    takes: 'Nobody has it: 404.',
    because: 'The panel was seen to do so; the page calls the id a number, and says no more.',
    source: seen,
  }),

  // ---- where the panel does otherwise, by accident

  accept: reading({
    about: 'An Accept header that does not begin with a JSON type',
    takes: 'Refusals are JSON, as always.',
    live: 'Refusals are HTML pages or redirects.',
    because: accident,
  }),
  perPageText: reading({
    about: '`per_page` that is negative, text or a list',
    takes: 'A 400 that names the parameter.',
    live: '500.',
    because: accident,
  }),
  perPageFraction: reading({
    about: '`per_page` with a fraction',
    takes: 'A 400 that names the parameter.',
    live: 'It is cut off, but `total_pages` is computed with it.',
    because: accident,
  }),
  usernameList: reading({
    about: 'A list or an object as `username`',
    takes: '422, rule `p_username`.',
    live: '500.',
    because: accident,
  }),
  idSuffix: reading({
    about: 'Ids such as `2abc`, `2.0`, `%202`, `+2`, `2,1` or `2;x`',
    takes: '404.',
    live: 'They find user 2.',
    because: accident,
  }),
  accents: reading({
    about: 'Accents in filters and unique values (`é` for `e`), blanks behind an external id',
    takes: 'They count.',
    live: 'They are overlooked.',
    because: accident,
  }),
  filterWords: reading({
    about: '`filter[…]=true` and `false`',
    takes: 'They look for the words.',
    live: 'They look for 1, and for nothing.',
    because: accident,
  }),
  strayInput: reading({
    about: 'Parameters in the query of a POST, `_method` in its body, a JSON body on GET',
    takes: 'They count for nothing.',
    live: 'They count as input.',
    because: accident,
  }),
  malformedRead: reading({
    about: 'Malformed JSON as the body of a GET',
    takes: 'It counts for nothing: fetch cannot send it.',
    live: '400.',
    because: accident,
  }),
  origin: reading({
    about: 'A write whose Origin is the panel or localhost',
    takes: 'It is answered.',
    live: '419, CSRF token mismatch.',
    because: accident,
  }),
  relationships: reading({
    about: 'Relationships other than `servers` and `servers.user`',
    takes: 'They are ignored, like unknown ones.',
    live: 'They are included.',
    because: accident,
  }),
  commaInList: reading({
    about: 'A comma in a list (`filter[email][]=a,b`), and a list in a list (`sort[][]=id`)',
    takes: 'It looks for the text with its comma; a sort is a 400 that names it.',
    live: '500.',
    because: accident,
  }),
  passwordNul: reading({
    about: 'A password with NUL in it',
    takes: 'It is a password.',
    live: '500.',
    because: accident,
  }),
  collation: reading({
    about:
      "What else the database's collation takes for equal: joiners such as U+200D, wide letters (`oｗn` for `own`), `straße` for `strasse`",
    takes: 'It counts.',
    live: 'It is overlooked.',
    because: accident,
  }),
  methodOverride: reading({
    about: '`X-HTTP-Method-Override`',
    takes: 'It counts for nothing.',
    live: 'It names the method of a POST.',
    because: accident,
  }),
  cookie: reading({
    about: "A write with the session's cookie",
    takes: 'It is answered.',
    live: '419, CSRF token mismatch.',
    because: accident,
  }),
  includeElsewhere: reading({
    about: '`include` in a body, or with a modifier (`servers:limit(1)`)',
    takes: 'It is ignored.',
    live: 'It is followed, without its modifier.',
    because: accident,
  }),
  brokenBytes: reading({
    about: 'Bytes in a form or a query that are no UTF-8',
    takes: 'They are kept as U+FFFD.',
    live: 'They are kept as question marks.',
    because: accident,
  }),
  refusalLines: reading({
    about: 'Refusals of 403, 404, 405, 429 and some of 400',
    takes: 'They are written in one line, as all JSON.',
    live: 'They are written over several lines.',
    because: accident,
  }),
  files: reading({
    about: 'A file in `multipart/form-data`',
    takes: 'It is no value.',
    live: 'It is the value of its field.',
    because: accident,
  }),
  installation: reading({
    about: 'Nests, eggs, nodes and locations',
    takes: 'They are made up to fit the servers, and cannot be written.',
    live: 'They are what was installed.',
    because: accident,
  }),
}

function orderOf({ body }: Received): string | undefined {
  const told = Object(at(body, 'attributes') ?? at(body, 'data', 0, 'attributes'))
  const keys = Object.keys(told).filter(key => attributes.includes(key))
  if (keys.length < 2) return undefined
  const isIn = (order: readonly string[]) => keys.join() === order.join()
  if (isIn(keys.toSorted())) return 'alphabetical'
  return isIn(attributes.filter(key => keys.includes(key))) ? 'panel' : 'otherwise'
}

function envelopeOf(body: unknown): string {
  const [code, detail] = ['code', 'detail'].map(key => at(body, 'errors', 0, key))
  if (typeof code === 'string' && typeof detail === 'string') return 'errors'
  return typeof at(body, 'message') === 'string' ? 'message' : 'otherwise'
}
