import type { Remarks } from '../../contract/openapi/notes.ts'
import type { Operation } from './operation.ts'

// What we decided where the pages are silent, and why. No browser loads it.

export const remarks: Remarks<Operation> = {
  assumptions: [
    {
      says: 'A wrong value is a 400 `invalid_parameter`, a missing one `missing_parameter`, a malformed body `invalid_request`; each message names every fault, of more than 20 the first and how many more.',
      because:
        "Oberplan's page on responses prints the envelope and 400, and one code only, `resource_not_found`.",
    },
    {
      says: 'Missing or wrong credentials are a 401 `unauthorized` with `WWW-Authenticate`.',
      because: 'HTTP demands the header with a 401; the pages name neither.',
    },
    {
      says: 'A 401 to a script of a page (`X-Requested-With`, or `Sec-Fetch-Mode: cors` of a browser) has no `WWW-Authenticate`.',
      because: 'A browser would ask its reader for a password before the page hears of the 401.',
    },
    {
      says: 'A method that a path does not take is a 405 `method_not_allowed` with `Allow`.',
      because: 'The pages are silent; this is what HTTP says.',
    },
    {
      says: 'The rate limit headers stand on every reply, but the limit is enforced only with `rateLimit: true`.',
      because: 'A test suite sends more than 100 requests in five minutes.',
    },
  ],
  departures: [],
  operations: {
    getUserSettings: [
      {
        says: '`profile_completed` is 1 or 0.',
        because:
          'The table calls it a boolean, but the sample, the only answer that is printed, has 1.',
      },
      {
        says: '`schedules_limit` is an integer that cannot be written.',
        because: 'Only the sample has it, beside the limits of the table.',
      },
      {
        says: '`fields=a,b` narrows `data` to these keys; unknown ones are ignored.',
        because: "Oberplan's page on responses offers it for every resource.",
      },
    ],
    updateUserSettings: [
      {
        says: 'Keys that are not writable, and unknown ones, are ignored.',
        because: 'The body "may contain all object properties", six of which are not writable.',
      },
      {
        says: '`new_password` may stand beside other keys; all of them are taken, or none.',
        because: 'Both operations are the same request.',
      },
      {
        says: 'A new `email` is pending until the link of the activation message is followed: until then the old one is shown, and signs in.',
        because: 'The page says: "Follow the link in the email to activate the new email address."',
      },
      {
        says: 'An `email` that another account has is a 400 `email_in_use`.',
        because: 'The address is what an account signs in by.',
      },
      {
        says: 'The body is read as JSON whatever its Content-Type.',
        because: 'The printed requests use `curl -d`, which calls it a form.',
      },
      {
        says: '`firstname` and `lastname` may be empty, and lengths count characters.',
        because: 'The page names maxima and no minima.',
      },
      {
        says: 'Booleans may be sent as 1 and 0 too.',
        because: 'A client that sends back what it was given must succeed.',
      },
    ],
    deleteAccount: [
      {
        says: 'Without `me=1` the reply is a 400, and the account stays.',
        because:
          'The parameter "must be set to 1" to prevent accidental deletion; 400 is the one client error that is documented.',
      },
    ],
  },
}
