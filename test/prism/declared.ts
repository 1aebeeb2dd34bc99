import { type ApiName, apis } from '../../handlers/index.ts'

/** Where Prism and the server are meant to judge a request otherwise. */
export interface Difference {
  readonly kind: Kind
  readonly reason: string
  readonly apis: readonly ApiName[]
  /** What such a disagreement reads like. */
  readonly text: RegExp
}

/**
 * `forgiven`: the documentation asks for more than the API does. `Prism`: the document says it, and Prism does not see
 * it. `unwritten`: JSON Schema has no word for it. `state`: only the server can know.
 */
type Kind = 'forgiven' | 'Prism' | 'unwritten' | 'state'

const all = Object.values(apis).map(({ name }) => name)

/** Requests that the server takes, and Prism calls wrong. */
export const declaredTaken: readonly Difference[] = [
  {
    kind: 'Prism',
    reason: 'The name of a scheme has no case (RFC 9110, 11.1); Prism looks for "Bearer" alone.',
    apis: ['overplane'],
    text: /^request Invalid security scheme used: 200 to GET \S+ (bearer|BEARER) /,
  },
  {
    kind: 'Prism',
    reason: 'A password may have colons (RFC 7617, 2); Prism takes credentials with one colon.',
    apis: ['oberplan'],
    text: /^request Invalid security scheme used: 200 to GET \S+ Basic /,
  },
  {
    kind: 'Prism',
    reason: 'Prism parses JSON under a JSON type alone; "*/*" in the document means any other too.',
    apis: ['oberplan'],
    text: /^request\.body Request body must be object: 200 to PUT \S+ \S+ \S+ *\{/,
  },
  {
    kind: 'forgiven',
    reason:
      'The page has a scheme; the panel takes whatever stands before it, and what follows the last.',
    apis: ['pterodactyl'],
    text: /^request Invalid security scheme used: 200 to GET \S+ x ?Bearer /,
  },
  {
    kind: 'forgiven',
    reason: 'The page asks for a page from 1; the panel takes anything else for the first one.',
    apis: ['pterodactyl'],
    text: /^request\.query\.page .*[?&]page=(0|-1|1\.5|abc)\b/,
  },
  {
    kind: 'forgiven',
    reason: 'The page asks for a per_page from 1; the panel takes 0 for the 15 of its framework.',
    apis: ['pterodactyl'],
    text: /^request\.query\.per_page .* must be >= 1.*\bper_page=0\b/,
  },
  {
    kind: 'forgiven',
    reason: 'The page names the keys of a sort; the panel overlooks blanks around them.',
    apis: ['pterodactyl'],
    text: /^request\.query\.sort\.0 .*[?&]sort=%20-id%20/,
  },
  {
    kind: 'forgiven',
    reason:
      'The document has JSON and forms; of a POST, and of that alone, the panel reads parts too.',
    apis: ['pterodactyl'],
    text: /^request Supported content types: .*: 201 to POST \S+ \S+ \S+ --xx/s,
  },
  {
    kind: 'forgiven',
    reason: 'The page names the keys of a sort; the panel takes a nought for none.',
    apis: ['pterodactyl'],
    text: /^request\.query\.sort\.0 .*[?&]sort=0\b/,
  },
  {
    kind: 'forgiven',
    reason: 'The page has one value for a parameter; of several that are sent the last counts.',
    apis: ['pterodactyl'],
    text: /^request\.query\.(page|filter\.username) .*[?&]([^=]+)=[^&]+&\2=/,
  },
  {
    kind: 'forgiven',
    reason: 'The page has no body for a delete; the panel reads none, whatever is sent.',
    apis: ['pterodactyl'],
    text: /^request No supported content types, .*: 200 to DELETE /,
  },
]

/** Requests that the server calls wrong, and Prism does not. */
export const declaredUnsaid: readonly Difference[] = [
  {
    kind: 'state',
    reason: 'Whose key or password it is; of the credentials a document tells the scheme.',
    apis: all,
    text: /^401 .* to [A-Z]+ \S+ (Bearer|Basic) /,
  },
  {
    kind: 'state',
    reason: 'Whether somebody else has the value.',
    apis: ['pterodactyl', 'oberplan'],
    text: /^422 .*"rule":"unique"|^400 .*"email_in_use"/,
  },
  {
    kind: 'state',
    reason: 'Whether the user owns servers.',
    apis: ['pterodactyl'],
    text: /^400 .*"DisplayException".* to DELETE /,
  },
  {
    kind: 'state',
    reason: 'Which parent a row belongs to.',
    apis: ['overplane'],
    text: /^400 .* belongs to another parent\./,
  },
  {
    kind: 'unwritten',
    reason: 'No two items with the same id or index: uniqueItems compares whole items.',
    apis: ['overplane'],
    text: /^400 .*: an (id|idx) stands twice\./,
  },
  {
    kind: 'unwritten',
    reason: 'How deep a body may be nested.',
    apis: ['overplane', 'oberplan'],
    text: /^400 .* the body is nested deeper than 512 levels\./,
  },
  {
    kind: 'unwritten',
    reason: 'The names of the Olson database: there is no format for them, and they change.',
    apis: ['oberplan'],
    text: /^400 .*"timezone must be an Olson time zone identifier, and /,
  },
  {
    kind: 'Prism',
    reason: 'Of a deepObject Prism reads the documented fields, and overlooks the others.',
    apis: ['pterodactyl'],
    text: /^400 .*"InvalidFilterQuery".* to GET /,
  },
  {
    kind: 'Prism',
    reason:
      'Prism knows "sort[]" and "per_page[]" for other parameters than those without brackets.',
    apis: ['pterodactyl'],
    text: /^400 .*\?(sort|per_page)\[\]=/,
  },
  {
    kind: 'Prism',
    reason: 'Prism reads a number as JavaScript does, an empty text and 0x10 and 1e1 too.',
    apis: ['overplane', 'pterodactyl'],
    text: /^400 .*\?(limit|offset|per_page)=(|0x\d+|1e1) /,
  },
  {
    kind: 'Prism',
    reason: 'Prism reads the names of parameters without their case.',
    apis: ['oberplan'],
    text: /^400 .*"missing_parameter".*\?ME=1 /,
  },
  {
    kind: 'unwritten',
    reason:
      'A media type has no case (RFC 9110, 8.3.1); the panel reads no body where its own is not kept.',
    apis: ['pterodactyl'],
    text: /^422 .* to (POST|PATCH) \S+ Bearer ptla_full (email=ada@b\.co&|\{"email":"ada@b\.co",.*"L"\}$)/,
  },
]
