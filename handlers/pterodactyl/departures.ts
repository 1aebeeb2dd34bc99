import type { Departure } from '../../contract/document/notes.ts'

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
    about: 'Ids such as `2abc`, `2.0` or `%202`',
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
    about: '`1.0` for `root_admin`',
    live: '422',
    double: 'is 1: JSON has one kind of number',
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
]
