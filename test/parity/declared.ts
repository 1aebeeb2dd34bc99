import type { Part } from './normalise.ts'

/** Where the double is meant to answer otherwise than the panel. */
interface Difference {
  readonly kind: Kind
  readonly reason: string
  /** Which set of recordings it is of; the first, unless it is said. */
  readonly set?: 2
  /** The numbers of the records. */
  readonly n: readonly number[]
  /** The parts that differ; the others are still compared. */
  readonly parts: readonly Part[]
}

/**
 * `accident`: of PHP or MySQL, not worth copying. `always JSON`: the panel answers a browser with a page.
 * `csrf`: the panel takes the caller for its own page. `relationships`: the double does not hold them.
 * `CORS preflight`: the server's business, no API's. `made up`: what the double cannot know, but that it is there.
 */
type Kind = 'accident' | 'always JSON' | 'csrf' | 'relationships' | 'CORS preflight' | 'made up'

export const declared: readonly Difference[] = [
  {
    kind: 'always JSON',
    reason: 'Without a JSON type first in Accept the panel answers a refusal with an HTML page.',
    n: [42, 59, 60, 74, 75, 77, 78],
    parts: ['headers', 'body'],
  },
  {
    kind: 'always JSON',
    reason:
      'Without a JSON type first in Accept the panel sends a 401, a 422 and a DisplayException away with a 302.',
    n: [2, 3, 390, 393, 394],
    parts: ['status', 'headers', 'body'],
  },
  {
    kind: 'accident',
    reason: 'MySQL casts "2.0" and " 2" to the id 2; the double finds no such user.',
    n: [31, 32],
    parts: ['status', 'body'],
  },
  {
    kind: 'accident',
    reason:
      'The filter values "true" and "false" become booleans, and search for "1" and for nothing; the double searches for the words.',
    n: [109, 480],
    parts: ['body'],
  },
  {
    kind: 'accident',
    reason:
      "MySQL's collation ignores accents: é finds e, and Äbc collides with abc; the double tells them apart.",
    n: [120, 249],
    parts: ['body'],
  },
  {
    kind: 'accident',
    reason:
      'A per_page below 0 or of no number ends in an uncaught exception, a 500; the double answers a 400, as its contract says.',
    n: [153, 171, 497],
    parts: ['status', 'body'],
  },
  {
    kind: 'accident',
    reason:
      'A fraction as per_page is cut off in one place and not in another; the double answers a 400, as its contract says.',
    n: [156, 503, 506],
    parts: ['status', 'body'],
  },
  {
    kind: 'accident',
    reason: 'An object as username ends in an uncaught TypeError, a 500; the double answers a 422.',
    n: [262],
    parts: ['status', 'body'],
  },
  {
    kind: 'csrf',
    reason:
      'A write whose Referer is the panel itself counts as one of a browser session, and lacks its token; the double knows no sessions.',
    n: [474],
    parts: ['status', 'headers', 'body'],
  },
  {
    kind: 'relationships',
    reason:
      'Of the relationships of a server the double holds the user, not the subusers and the variables.',
    n: [450],
    parts: ['body'],
  },
  {
    kind: 'CORS preflight',
    reason:
      'The panel answers a preflight with 204; the double takes it for any OPTIONS, since its server answers preflights before it.',
    n: [56],
    parts: ['status', 'headers'],
  },
  {
    kind: 'accident',
    reason:
      'Bytes that are no UTF-8 are kept as question marks; the double keeps what stands for them.',
    ...{ set: 2, n: [110] },
    parts: ['body'],
  },
  {
    kind: 'accident',
    reason:
      'A comma in a list, and a list in a list, end in an uncaught TypeError, a 500; the double looks for the text, or names the sort.',
    ...{ set: 2, n: [140, 142, 144, 145, 147] },
    parts: ['status', 'body'],
  },
  {
    kind: 'relationships',
    reason:
      'A modifier behind the name of a relationship is overlooked; the double knows no such name.',
    ...{ set: 2, n: [191, 192] },
    parts: ['body'],
  },
  {
    kind: 'accident',
    reason:
      'A password with NUL ends in an uncaught ValueError of bcrypt, a 500; the double hashes nothing.',
    ...{ set: 2, n: [283, 284] },
    parts: ['status', 'body'],
  },
  {
    kind: 'accident',
    reason: 'MySQL casts "3;x" to the id 3; the double finds no such user.',
    ...{ set: 2, n: [321] },
    parts: ['status', 'body'],
  },
  {
    kind: 'accident',
    reason:
      'X-HTTP-Method-Override names another method, of which the path then knows nothing; the double goes by the method.',
    ...{ set: 2, n: [327, 328] },
    parts: ['status', 'headers', 'body'],
  },
  {
    kind: 'csrf',
    reason: "A write with the session's cookie counts as the browser's, and lacks its token.",
    ...{ set: 2, n: [330] },
    parts: ['status', 'headers', 'body'],
  },
  {
    kind: 'accident',
    reason:
      "MySQL's collation overlooks accents and joiners where a value is taken or looked up; the double tells them apart.",
    ...{ set: 2, n: [332, 334, 344, 351, 353] },
    parts: ['status', 'body'],
  },
  {
    kind: 'accident',
    reason:
      "MySQL's collation overlooks accents and joiners beside another fault, and in filters; the double tells them apart.",
    ...{ set: 2, n: [341, 343, 349, 356, 358] },
    parts: ['body'],
  },
  {
    kind: 'relationships',
    reason: 'A relationship may be named in the body of a write; the double looks into the query.',
    ...{ set: 2, n: [359] },
    parts: ['body'],
  },
  {
    kind: 'relationships',
    reason: "The double includes a server's user, and not in turn its servers.",
    ...{ set: 2, n: [368] },
    parts: ['body'],
  },
  {
    kind: 'made up',
    reason: 'Eggs and nodes are made up to fit the servers; what they are like only a panel knows.',
    ...{ set: 2, n: [369, 371] },
    parts: ['body'],
  },
]
