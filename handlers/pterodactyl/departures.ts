import type { Departure } from '../../contract/openapi/notes.ts'

/** Accidents of PHP, MySQL and Laravel that the panel was seen to have, and what the double does in their place. */
export const departures: readonly Departure[] = [
  {
    about: 'An Accept header that does not begin with a JSON type',
    live: 'refusals are HTML pages or redirects',
    double: 'always JSON',
  },
  {
    about: '`per_page` that is negative, text or a list',
    live: '500',
    double: '400 that names the parameter',
  },
  {
    about: '`per_page` with a fraction',
    live: 'cut off, but `total_pages` is computed with it',
    double: '400 that names the parameter',
  },
  {
    about: 'A list or an object as `username`',
    live: '500',
    double: '422, rule `p_username`',
  },
  {
    about: 'Ids such as `2abc`, `2.0`, `%202`, `+2`, `2,1` or `2;x`',
    live: 'find user 2',
    double: '404',
  },
  {
    about: 'Accents in filters and unique values (`é` for `e`), blanks behind an external id',
    live: 'are overlooked',
    double: 'count',
  },
  {
    about: '`filter[…]=true` and `false`',
    live: 'look for 1, and for nothing',
    double: 'look for the words',
  },
  {
    about: 'Parameters in the query of a POST, `_method` in its body, a JSON body on GET',
    live: 'count as input',
    double: 'count for nothing',
  },
  {
    about: 'Malformed JSON as the body of a GET',
    live: '400',
    double: 'counts for nothing: fetch cannot send it',
  },
  {
    about: 'A write whose Origin is the panel or localhost',
    live: '419, CSRF token mismatch',
    double: 'is answered',
  },
  {
    about: 'Relationships other than `servers` and `servers.user`',
    live: 'are included',
    double: 'are ignored, like unknown ones',
  },
  {
    about: 'A comma in a list (`filter[email][]=a,b`), and a list in a list (`sort[][]=id`)',
    live: '500',
    double: 'looks for the text with its comma; a sort is a 400 that names it',
  },
  {
    about: 'A password with NUL in it',
    live: '500',
    double: 'is a password',
  },
  {
    about:
      "What else the database's collation takes for equal: joiners such as U+200D, wide letters (`oｗn` for `own`), `straße` for `strasse`",
    live: 'is overlooked',
    double: 'counts',
  },
  {
    about: '`X-HTTP-Method-Override`',
    live: 'names the method of a POST',
    double: 'counts for nothing',
  },
  {
    about: "A write with the session's cookie",
    live: '419, CSRF token mismatch',
    double: 'is answered',
  },
  {
    about: '`include` in a body, or with a modifier (`servers:limit(1)`)',
    live: 'is followed, without its modifier',
    double: 'is ignored',
  },
  {
    about: 'Bytes in a form or a query that are no UTF-8',
    live: 'are kept as question marks',
    double: 'are kept as U+FFFD',
  },
  {
    about: 'Refusals of 403, 404, 405, 429 and some of 400',
    live: 'are written over several lines',
    double: 'are written in one, as all JSON',
  },
  {
    about: 'A file in `multipart/form-data`',
    live: 'is the value of its field',
    double: 'is no value',
  },
  {
    about: 'Nests, eggs, nodes and locations',
    live: 'are what was installed',
    double: 'are made up to fit the servers, and cannot be written',
  },
]
