import type { Remarks } from '../../contract/openapi/notes.ts'
import type { Operation } from './operation.ts'

// What we decided where the pages are silent, and why. No browser loads it.

export const remarks: Remarks<Operation> = {
  assumptions: [
    {
      says: 'Every success is a 200, that of a create and of a reorder too.',
      because:
        'The pages name no status; both families that they descend from, Stripe and Frappe, answer 200.',
    },
    {
      says: 'Any key of the form `sk_…` is valid; without one the reply is a 401, before anything else is looked at.',
      because: 'The printed requests send `Bearer sk_test_...`, and the pages say no more.',
    },
    {
      says: 'A refusal is `{ error: { type, code?, message, param? } }`, its `message` naming every fault, of more than 20 the first and how many more, and its `code` and `param` the first.',
      because: 'The pages print no error; their style is that of Stripe, which words it so.',
    },
    {
      says: 'A method that a path does not take is a 404 like an unknown path.',
      because:
        'Stripe answers so, and GET on a single project user is left out of the pages on purpose.',
    },
    {
      says: 'Every key is always there; what was never set is null.',
      because: 'The printed objects have all keys, null among their values.',
    },
    {
      says: 'null is taken for every optional field, and is as if the field had never been sent: it has its default again, or null where it has none. It is a 400 for `email` and `first_name` of a user, and `parent_type` and `user` of a row.',
      because:
        'The pages require these four; `enabled` and the others with a default are never printed as null.',
    },
    {
      says: 'Unknown keys of a body are ignored, and so are `id`, `created_at` and `updated_at`.',
      because: 'The pages leave them out of the body parameters and forbid nothing.',
    },
    {
      says: 'Each key may send 100 requests a minute, whatever they are answered; it is held to that only with `rateLimit`. A 429 has `Retry-After`, in seconds.',
      because: 'The pages name no limit, and a test suite soon sends more.',
    },
  ],
  departures: [],
  operations: {
    listUsers: [
      {
        says: '`limit` has no maximum and begins at 1, `offset` at 0; what is less, or no whole number, is a 400.',
        because: 'The page calls both integers and names a default, and no bound.',
      },
      {
        says: 'Users of the same second stand in the order of their creation, the last one first.',
        because: 'Times are printed in whole seconds.',
      },
    ],
    createUser: [
      {
        says: 'No field is unique.',
        because: 'The page names no uniqueness.',
      },
      {
        says: '`full_name` is what was sent, and null otherwise: it is not put together from the other names.',
        because: 'The page lists it among the body parameters and states no rule.',
      },
      {
        says: 'Any string is taken for `gender`, `language`, `time_zone`, `phone`, `birth_date` and `user_type`.',
        because: "The page's own values, such as `phone_example`, would fail any format.",
      },
    ],
    updateUser: [
      {
        says: 'The defaults printed for `enabled` and `user_type` do not apply to what an update leaves out.',
        because: 'The page says that parameters not provided are left unchanged.',
      },
      {
        says: 'Every update moves `updated_at`, one without any field too.',
        because: 'The page calls it the time of the last update.',
      },
    ],
    deleteUser: [
      {
        says: 'Project users of a deleted user stay.',
        because: 'Their `user` is a plain string on the page, and no cascade is named.',
      },
    ],
    listProjectUsers: [
      {
        says: 'Rows come by ascending `idx`, equal ones in the order of their creation; `has_more` is always false.',
        because: 'The page returns "all" rows, names no paging, and calls `idx` the sort order.',
      },
    ],
    createProjectUser: [
      {
        says: '`parent_id` must be there, and may be null.',
        because: 'The page requires it, and its own request sends null.',
      },
      {
        says: 'Without `idx`, or with null for it, a row goes behind the last one of its parent, from 1.',
        because: 'The page prints 1 for a row whose request sent none.',
      },
      {
        says: '`user` and `parent_id` may name what does not exist.',
        because: 'The page calls both plain strings, and prints values that are no ids.',
      },
    ],
    updateProjectUser: [
      {
        says: 'A new `idx` moves no other row; null puts the row behind the others of its parent, of the new one where `parent_id` is sent too.',
        because:
          'Changing the order of the others is what the reorder is for, and a create without `idx` puts its row there.',
      },
    ],
    reorderProjectUsers: [
      {
        says: 'The body is `{ parent_id?, items: [{ id, idx }, …] }` with `idx` from 1. Rows that `items` leaves out follow the named ones as they stood; then all are numbered 1 to n.',
        because: 'The page speaks of "new index values" and names no body.',
      },
      {
        says: 'More than 1,000 `items` are a 400.',
        because: 'The page names no bound, and without one a body of 1 MiB names 500,000 rows.',
      },
      {
        says: 'Without `items` nothing moves, and the reply is the rows of `parent_id`, or all rows.',
        because: 'The printed request has no body, and must work.',
      },
      {
        says: 'It is a 404 to name a row that does not exist, and a 400 to name rows of several parents, a row twice, or an index twice; nothing is changed then.',
        because: 'The page says that rows are ordered "within their parent".',
      },
      {
        says: 'The reply is the list envelope of the parent, and not the single object that is printed.',
        because: 'The page says "Returns the reordered list".',
      },
    ],
  },
}
