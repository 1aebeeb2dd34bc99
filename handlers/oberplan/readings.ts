import { reading } from '../../contract/define.ts'
import { at } from '../../contract/verify/findings/difference.ts'
import { tableOrder } from './entities.ts'
import { foundSettings, taken, tried, writing } from './verify/keeping.ts'

// Where the page leaves a choice, what we take, and why. Of this file a browser loads the values alone.

const update = 'updateUserSettings'
const silent = 'The page names no status'
const responses = "Oberplan's page on responses"

export const readings = {
  // ---- statuses
  readStatus: reading({
    of: ['getUserSettings', 'getRateLimit', 'activateEmail'],
    about: 'The status of a read',
    takes: 200,
    or: { 206: 'As HTTP has it for a part of what there is.' },
    because: `${silent}; ${responses} says "typically 200".`,
    form: { status: 200 },
  }),
  updateStatus: reading({
    of: update,
    about: 'The status of an update',
    takes: 200,
    or: { 202: 'As HTTP has it for what is done later.' },
    because: `${silent}, and prints a body; ${responses} says "typically 200".`,
    form: { status: 200 },
  }),
  deleteStatus: reading({
    of: 'deleteAccount',
    about: 'The status of a delete',
    takes: 200,
    or: { 202: 'As HTTP has it for what is done later.' },
    because: `${silent}, and prints a body; ${responses} says "typically 200".`,
    form: { status: 200 },
  }),
  unauthenticatedStatus: reading({
    about: 'The status for whoever shows no credentials, or wrong ones',
    takes: 401,
    or: { 403: 'As of whoever may not enter.' },
    because: `${silent}; this is what HTTP says.`,
    form: { refusals: ['unauthenticated'] },
  }),
  fieldErrorStatus: reading({
    of: update,
    about: 'The status for a setting that breaks a rule',
    takes: 400,
    or: { 422: 'As of a body that can be read and not be taken.' },
    because: `${silent}; 400 is the client error that ${responses} names.`,
    form: { refusals: ['invalid'] },
  }),
  malformedStatus: reading({
    of: update,
    about: 'The status for a body that is no JSON object',
    takes: 400,
    or: { 422: 'As of a setting that breaks a rule.', 415: 'As of another media type.' },
    because: `${silent}; ${responses} has "400 for malformed request syntax".`,
    form: { refusals: ['malformed'] },
  }),
  confirmationStatus: reading({
    of: 'deleteAccount',
    about: 'The status of a delete without `me=1`',
    takes: 400,
    or: {
      403: 'As of what may not be done.',
      409: 'As of what cannot be done so.',
      422: 'As of a request that can be read and not be taken.',
    },
    because: `${silent}; 400 is the client error that ${responses} names.`,
    form: { refusals: ['invalid'] },
  }),
  takenEmailStatus: reading({
    of: [update, 'activateEmail'],
    about: 'The status for an `email` that another account has',
    takes: 400,
    or: { 409: 'As of what conflicts with what is there.', 422: 'As Laravel has it.' },
    because: `${silent}; 400 is the client error that ${responses} names.`,
    form: { refusals: ['unprocessable'] },
  }),
  unknownPathStatus: reading({
    about: 'The status for a path that there is not',
    takes: 404,
    or: { 400: 'As of any wrong request.' },
    because: `The page is silent; ${responses} prints \`resource_not_found\` with 404.`,
    form: { refusals: ['unknown-path'] },
  }),
  wrongMethodStatus: reading({
    about: 'The status for a method that a path does not take',
    takes: 405,
    or: { 404: 'As of a path that there is not.' },
    because: 'The page is silent; this is what HTTP says.',
    form: { refusals: ['wrong-method'] },
  }),

  // ---- refusals
  envelope: reading({
    about: 'What holds a refusal',
    takes: 'error',
    or: {
      text: '`{ error: "…", success: false }`',
      message: '`{ message: "…" }`',
      errors: '`{ errors: [{ code: "…", message: "…" }], success: false }`',
      problem: '`{ type, title, status, detail }`, the problem details of RFC 9457.',
    },
    because: `The page prints no refusal; ${responses} prints \`{ error: { code, message, resource_type, status }, success: false }\`.`,
    form: 'envelope',
    tell: ({ status, body }) => (status >= 400 && status < 500 ? envelopeOf(body) : undefined),
  }),
  errorWords: reading({
    about: 'Codes and sentences of a refusal',
    takes:
      'A wrong value is `invalid_parameter`, a missing one `missing_parameter`, a malformed body `invalid_request`, wrong credentials `unauthorized`; `status` repeats the status, and each message names every fault, of more than 20 the first and how many more.',
    because: `The page prints no refusal, and ${responses} one code only, \`resource_not_found\`.`,
    form: 'words',
  }),
  checks: reading({
    about: 'What is looked at, in which order',
    takes: 'The path and the method, the credentials, the limit, the JSON, the settings.',
    because: 'The page is silent; whoever is not known is told nothing else.',
  }),
  challenge: reading({
    about: 'The challenge of a 401',
    takes: '`WWW-Authenticate: Basic realm="Oberplan API"`.',
    because: 'HTTP demands the header with a 401; the page does not name it.',
  }),
  scriptChallenge: reading({
    about: 'The challenge to a script of a page',
    takes:
      'A 401 to a script of a page (`X-Requested-With`, or `Sec-Fetch-Mode: cors` of a browser) has none.',
    because: 'A browser would ask its reader for a password before the page hears of the 401.',
  }),
  allow: reading({
    about: 'What a 405 tells of other methods',
    takes: '`Allow` names those that the path takes.',
    because: 'HTTP demands the header with a 405; the page does not name it.',
  }),

  // ---- the limit of requests
  limit: reading({
    about: 'How many requests may be sent',
    takes:
      '`request_rate_limit` in 5 minutes, but only with `rateLimit: true`; a 429 has `Retry-After`, in seconds. What is turned away at the door, and `GET /rate-limit`, count for nothing.',
    because: 'A test suite sends more than 100 requests in five minutes.',
  }),
  limitHeaders: reading({
    about: 'What a reply tells of the limit',
    takes: 'told',
    or: { none: 'Nothing, but for a 429.' },
    because:
      "Oberplan's introduction has `X-Rate-Limit-RequestRemaining` and `X-Rate-Limit-RequestReset` on every reply; the page does not name them, and no page that is known `X-Rate-Limit-RequestLimit`.",
    tell: ({ headers }) => {
      const told = ['Remaining', 'Reset'].filter(name => headers.has(`X-Rate-Limit-Request${name}`))
      return told.length === 0 ? 'none' : told.length === 2 ? 'told' : 'otherwise'
    },
  }),
  rateLimitPath: reading({
    of: 'getRateLimit',
    about: 'Whether there is `GET /rate-limit`, and what it answers',
    takes:
      '`{ data: { request_limit, request_remaining, request_reset }, success: true }`, in whole numbers; `request_limit` is the `request_rate_limit` of the settings.',
    because: "Oberplan's page on rate limits prints it; the page does not name it.",
    form: 'body',
  }),

  // ---- who asks
  emailCase: reading({
    about: 'The case of the `email` that an account signs in by',
    takes: 'any',
    or: { exact: 'It must be as it is shown.' },
    because: 'The page is silent, and most know addresses in any case.',
    try: async ({ ask, credentials }) => {
      const colon = credentials.indexOf(':')
      const as = credentials.slice(0, colon).toUpperCase() + credentials.slice(colon)
      if (as === credentials) return undefined
      return (await ask('getUserSettings', { as }, 'any')).status < 300 ? 'any' : 'exact'
    },
  }),
  credentialBytes: reading({
    about: 'How credentials are read',
    takes: 'As UTF-8, and what is none as Latin-1; a password may have a colon in it.',
    because: 'HTTP leaves it open, and curl and browsers differ.',
  }),

  // ---- what is shown
  profileCompleted: reading({
    of: 'getUserSettings',
    about: 'What `profile_completed` is',
    takes: 'number',
    or: { boolean: '`true` or `false`, as the table has it.' },
    because: 'The table calls it a boolean, but the sample, the only reply that is printed, has 1.',
    tell: ({ status, body }) => {
      const type = typeof at(body, 'data', 'profile_completed')
      return status < 300 && (type === 'number' || type === 'boolean') ? type : undefined
    },
  }),
  schedulesLimit: reading({
    of: ['getUserSettings', update],
    about: '`schedules_limit`',
    takes: 'shown',
    or: { absent: 'There is none.' },
    because:
      'Only the sample has it, beside the limits of the table: it is taken for an integer that cannot be written.',
    tell: ({ status, body }) => {
      const keys = Object.keys(Object(at(body, 'data')))
      if (status >= 300 || !['created_at', 'timezone'].every(key => keys.includes(key))) return
      return keys.includes('schedules_limit') ? 'shown' : 'absent'
    },
  }),
  keyOrder: reading({
    of: 'getUserSettings',
    about: 'The order of the settings in a reply',
    takes: 'alphabetical',
    or: { table: 'That of the table.' },
    because: 'The sample has them so.',
    tell: ({ body }) => {
      const keys = Object.keys(Object(at(body, 'data'))).filter(key => tableOrder.includes(key))
      const [alphabetical, table] = [keys.toSorted(), tableOrder.filter(key => keys.includes(key))]
      if (String(alphabetical) === String(table)) return undefined
      if (String(keys) === String(alphabetical)) return 'alphabetical'
      return String(keys) === String(table) ? 'table' : 'otherwise'
    },
  }),
  ids: reading({
    of: 'getUserSettings',
    about: 'What an `id` looks like',
    takes: '16 small letters and digits.',
    because: 'The page prints `bdodfk9fgluim7yp`.',
  }),
  fields: reading({
    of: 'getUserSettings',
    about: 'What `fields=a,b` does',
    takes: 'narrows',
    or: { ignored: 'Nothing: all settings are shown.' },
    because: `${responses} offers it for every resource; the page does not name it.`,
    try: async ({ ask }) => {
      const { status, body } = await ask(
        'getUserSettings',
        { query: { fields: 'timezone' } },
        'any',
      )
      const keys = tableOrder.filter(key => key in Object(at(body, 'data')))
      if (status >= 300 || !keys.includes('timezone')) return 'otherwise'
      return keys.length === 1 ? 'narrows' : keys.includes('email') ? 'ignored' : 'otherwise'
    },
  }),
  unknownFields: reading({
    of: 'getUserSettings',
    about: 'What `fields` names and there is not',
    takes: 'It is ignored.',
    because: `Neither the page nor ${responses} says so.`,
  }),

  // ---- what is sent
  contentType: reading({
    of: update,
    about: 'The Content-Type of a body',
    takes: 'It is read as JSON whatever its Content-Type.',
    because: 'The printed requests use `curl -d`, which calls it a form.',
  }),
  malformedBody: reading({
    of: update,
    about: 'A body that is no JSON object',
    takes: 'refused',
    or: { ignored: 'It counts as one without keys.' },
    because: `The page is silent; ${responses} names malformed syntax as a client error.`,
    try: async stage => {
      await stage.shared(writing)
      return taken(await stage.ask(update, { text: '{"firstname":' }, 'any'), 'ignored')
    },
  }),
  unknownKeys: reading({
    of: update,
    about: 'Keys of a body that the page does not name',
    takes: 'ignored',
    or: { refused: 'Each is a fault.' },
    because: 'The page forbids nothing.',
    try: async stage => taken(await tried(stage, { nothing_known: 1 }), 'ignored'),
  }),
  readOnlyKeys: reading({
    of: update,
    about: 'Another value for a key that cannot be written',
    takes: 'ignored',
    or: { refused: 'It is a fault, where it is not the present value.' },
    because:
      'The body "may contain all object properties", six of which are not writable; the page does not say what becomes of another value.',
    try: async stage =>
      taken(await tried(stage, { created_at: '1999-01-01T00:00:00Z' }), 'ignored'),
  }),
  nulls: reading({
    of: update,
    about: 'null for a setting',
    takes: 'refused',
    or: { ignored: 'As if it was not sent.' },
    because: 'The page names a type for each setting, and prints no null.',
    try: async stage => {
      if ((await tried(stage, { firstname: null })).status >= 300) return 'refused'
      const { firstname } = await stage.shared(foundSettings)
      const { body } = await stage.ask('getUserSettings')
      return at(body, 'data', 'firstname') === firstname ? 'ignored' : 'otherwise'
    },
  }),
  wrongTypes: reading({
    of: update,
    about: 'A value of another type',
    takes: 'It is refused.',
    because: 'The page names a type for each setting, and not what happens otherwise.',
  }),
  booleans: reading({
    of: update,
    about: '1 and 0 for a boolean',
    takes: 'taken',
    or: { refused: 'They are of another type, where the setting is not shown so.' },
    because: 'A client that sends back what it was shown must succeed.',
    try: async stage => taken(await tried(stage, { allow_collaboration: 0 })),
  }),
  letterCase: reading({
    of: update,
    about: 'The case of `language_tag` and `first_day_of_week`',
    takes: 'exact',
    or: { any: '`EN` is `en`, and `Monday` is `monday`.' },
    because:
      'The page names the values, and not whether their case counts; that of `time_format` does.',
    try: async stage => {
      const { language_tag } = await stage.shared(foundSettings)
      const body = { language_tag: String(language_tag).toUpperCase() }
      return (await tried(stage, body)).status < 300 ? 'any' : 'exact'
    },
  }),
  emptyNames: reading({
    of: update,
    about: 'An empty `firstname` or `lastname`',
    takes: 'taken',
    or: { refused: 'It is too short.' },
    because: 'The page names maxima and no minima.',
    try: async stage => taken(await tried(stage, { firstname: '' })),
  }),
  characters: reading({
    of: update,
    about: 'What counts as a character',
    takes: 'code point',
    or: { unit: 'A unit of UTF-16, of which an emoji takes two.' },
    because: 'The page speaks of characters.',
  }),
  blanks: reading({
    of: update,
    about: 'Blanks at the ends of a text',
    takes: 'They are kept.',
    because: 'The page is silent.',
  }),
  timezones: reading({
    of: update,
    about: 'What the Olson database is taken to name',
    takes:
      'All of its names, links such as `GB` among them, whatever their case; a name is shown as it was sent.',
    because: 'The sample has `US/Eastern`, which is such a link.',
  }),
  emptyUpdate: reading({
    of: update,
    about: 'An update without any setting',
    takes: 'moves',
    or: { stays: '`updated_at` stays where nothing was changed.' },
    because: 'The page calls `updated_at` the time of the last update.',
    try: async stage => {
      await stage.shared(writing)
      const before = await stage.ask('getUserSettings')
      await stage.pause()
      if ((await stage.ask(update, { body: {} }, 'any')).status >= 300) return 'otherwise'
      const after = await stage.ask('getUserSettings')
      const [was, is] = [before, after].map(({ body }) => at(body, 'data', 'updated_at'))
      return was === is ? 'stays' : 'moves'
    },
  }),
  faultyUpdate: reading({
    of: update,
    about: 'An update of which one value is wrong',
    takes: 'It changes nothing, neither `updated_at` nor what was right.',
    because: 'The page does not say; a client that is refused takes nothing for done.',
  }),

  // ---- passwords and addresses
  newPassword: reading({
    of: update,
    about: '`new_password` beside other keys',
    takes: 'beside',
    or: { alone: 'Other keys beside it are refused.' },
    because: 'Both operations are the same request; all of it is taken, or nothing.',
    try: async stage => {
      const { language_tag } = await stage.shared(foundSettings)
      const { credentials } = stage
      // The present one, which changes nothing: where it is refused by itself, nothing is told.
      const new_password = credentials.slice(credentials.indexOf(':') + 1)
      if ((await tried(stage, { new_password, language_tag })).status < 300) return 'beside'
      return (await tried(stage, { new_password })).status < 300 ? 'alone' : undefined
    },
  }),
  passwordMaximum: reading({
    of: update,
    about: 'The maximum length of a password',
    takes: 'There is none, nor are there characters that it must or must not have.',
    because: 'The page names a minimum alone.',
  }),
  emailForm: reading({
    of: update,
    about: 'What an `email` may be',
    takes: 'Anything with one `@`, something before and behind it, and no blanks.',
    because: 'The page calls it an email address, and states no rule but its length.',
  }),
  takenEmail: reading({
    of: update,
    about: 'An `email` that another account has',
    takes: 'refused',
    or: {
      unnoticed:
        'The update succeeds, so that nobody learns who has an account; the link is refused.',
    },
    because: 'The page is silent; the address is what an account signs in by.',
  }),
  pendingEmail: reading({
    of: update,
    about: 'A new `email` while another one still waits',
    takes:
      'It takes its place, and the old link is none any more; sending the present address takes the change back.',
    because:
      'The page says: "Follow the link in the email to activate the new email address." Until then the old one is shown, and signs in.',
  }),
  activation: reading({
    of: 'activateEmail',
    about: 'The link of an activation message',
    takes:
      '`/users/activate/` and a token, for anybody; it counts once, moves `updated_at`, and is refused where another account has the address by now.',
    because: 'The page speaks of a link, and does not print one.',
  }),
}

function envelopeOf(body: unknown): string {
  const error = at(body, 'error')
  if (typeof error === 'string') return 'text'
  if (typeof error === 'object' && at(body, 'success') === false) return 'error'
  if (typeof at(body, 'errors', 0, 'message') === 'string') return 'errors'
  if (typeof at(body, 'title') === 'string' && typeof at(body, 'status') === 'number') {
    return 'problem'
  }
  return typeof at(body, 'message') === 'string' ? 'message' : 'otherwise'
}
