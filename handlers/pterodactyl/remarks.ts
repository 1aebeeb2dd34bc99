import type { Remarks } from '../../contract/openapi/notes.ts'
import { departures } from './departures.ts'
import type { Operation } from './operation.ts'

// What we decided where the pages are silent, and why. No browser loads it.

export const remarks: Remarks<Operation> = {
  assumptions: [
    {
      says: 'The double stands on `https://panel.example.com` unless it is given a `baseUrl`.',
      because: 'Every panel has a host of its own, and the page prints none.',
    },
    {
      says: 'Any key of the form `ptla_…` or `ptlc_…` is valid and may do everything, but for those that are listed under credentials; the scheme is written `Bearer`, with one blank.',
      because: 'The panel was seen to ask for such keys; the page says nothing of authentication.',
    },
    {
      says: 'What is looked at, in this order: the path and method, the key, the JSON, the address, the limit, the id, the owner of the key, its permission, the fields.',
      because: 'The panel was seen to do so.',
    },
    {
      says: 'The limit of 240 requests a minute for each user is told in the headers, and enforced only with `rateLimit`; as the panel answers it counts down all the same, and starts again.',
      because: 'A test suite soon sends more.',
    },
    {
      says: 'A refusal is `{ errors: [{ code, status, detail, meta? }] }`.',
      because: 'The panel was seen to do so; the page prints no refusal.',
    },
  ],
  departures,
  operations: {
    listUsers: [
      {
        says: 'A filter finds parts of a value, whatever their case; commas mean or, several fields and.',
        because: 'The panel was seen to do so; the page only names the fields.',
      },
      {
        says: 'A minus before a sort key means descending, and a comma stands between keys; unsorted lists come by id.',
        because: 'The panel was seen to do so; the page only names the keys.',
      },
      {
        says: 'An unknown filter or sort is a 400; an unknown `include` is ignored.',
        because: 'The panel was seen to do so.',
      },
      {
        says: '`per_page` is 50 unless it is sent, and has no maximum; a `page` below 1 counts as 1.',
        because: 'The panel was seen to do so; the page names no defaults.',
      },
      {
        says: 'A `per_page` that is no whole number is a 400; 0 counts as 15.',
        because:
          'The panel was seen to take 0 so; at the others it fails with a 500, or cuts a fraction off, by accident.',
      },
    ],
    getExternalUser: [
      {
        says: 'The whole external id must be named; its case does not matter.',
        because: 'The panel was seen to do so.',
      },
    ],
    createUser: [
      {
        says: '`email`, `username` and `external_id` are unique, whatever their case, and a username is kept in lower case.',
        because: 'The panel was seen to do so; the page states no rule.',
      },
      {
        says: 'Each broken rule is an error of its own with `meta.source_field` and `meta.rule`, in a fixed order of fields.',
        because: 'The panel was seen to do so; the page only names the status.',
      },
      {
        says: 'A body is read as JSON or as a form only if its Content-Type says so, and `multipart/form-data` of a POST alone.',
        because: 'The panel was seen to do so.',
      },
      {
        says: 'Blanks at the ends of every text but a password are cut off, with what Unicode and Laravel take for blanks; what is empty then was not sent.',
        because: 'The panel was seen to do so.',
      },
      {
        says: 'An `email` is what Laravel takes for one: RFC 5322 as egulias reads it, without asking for the host.',
        because: 'The panel was seen to do so; the page states no rule.',
      },
    ],
    updateUser: [
      {
        says: 'Optional fields that are not sent stay; null clears `external_id` and leaves the password.',
        because: 'The panel was seen to do so.',
      },
      {
        says: '`updated_at` moves only if something changes.',
        because: 'The panel was seen to do so.',
      },
    ],
    deleteUser: [
      { says: 'The 200 has no body.', because: 'The page prints none, and the panel sends none.' },
    ],
  },
}
