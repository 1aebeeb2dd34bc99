import * as z from 'zod/mini'
import { shown } from '../../contract/answer/refusal.ts'
import {
  type ChoicesOf,
  found,
  named,
  operations,
  optionally,
  perEntity,
  Refused,
  type StoreOf,
  say,
} from '../../contract/define.ts'
import { printedProjectUserRequests as printed } from '../../fixtures/overplane/project-user.ts'
import { toExample } from '../../fixtures/printed.ts'
import { dialect } from './dialect.ts'
import { type entities, ProjectUser, ProjectUserCreation, ProjectUserUpdate } from './entities.ts'
import { Deleted, listOf } from './envelopes.ts'
import { nullsAsRead } from './nulls.ts'
import type { readings } from './readings.ts'

const op = operations(dialect, {
  tag: 'Project User',
  about: 'The users of a project, each a row of its parent.',
})
const path = '/api/projects/project-user'

const ParentQuery = z.object({
  parent_id: say('The ID of the parent to list children for.', z.string().check(z.minLength(1))),
})

const ProjectUserList = named(
  'ProjectUserList',
  'A list of project user objects belonging to the parent.',
  listOf(ProjectUser, {
    data: 'The project users, by ascending index.',
    has_more: 'Whether there are more; there never are.',
    total: 'The number of project users in the list.',
  }),
)

const Placing = named(
  'Placing',
  'A new index value of one row.',
  z.object({
    id: say('Unique identifier for the object.', z.string()),
    idx: say('The index value, from 1; no two items have the same.', z.int().check(z.gte(1))),
  }),
)

/** Ours: the page names no body for a reorder. A bound that comes first is looked at before any of the items. */
const Reordering = named(
  'Reordering',
  'The new index values. The page prints no body: this one is an assumption.',
  z.object(
    optionally({
      parent_id: say(
        'The ID of the parent; that of the first item, where it is not sent.',
        z.string(),
      ),
      items: say(
        'The rows to place; those that are left out follow as they stood.',
        z.array(Placing).check(z.maxLength(1000)),
      ),
    }),
  ),
)

const unknown = { title: 'An unknown project user', path: `${path}/project-user_unknown` }
const placed = (id: string, idx = 1) => ({ items: [{ id, idx }] })

export const projectUsers = {
  listProjectUsers: op
    .get(path, 'List project users by parent', {
      about: 'Returns all project users belonging to the specified parent.',
      query: ParentQuery,
      replies: { 200: { description: 'All project users of the parent.', body: ProjectUserList } },
      refuses: [400],
      examples: [toExample(printed.listProjectUsers)],
      asks: { 400: { title: 'No parent', path } },
    })
    .by(({ query }, { store }) => ({
      status: 200,
      body: toList(rowsOf(store, query().parent_id)),
    })),

  createProjectUser: op
    .post(path, 'Create a project user', {
      about: 'Creates a new project user object.',
      body: ProjectUserCreation,
      replies: {
        200: { description: 'The newly created project user object.', body: ProjectUser },
      },
      refuses: [400],
      examples: [toExample(printed.createProjectUser)],
      asks: {
        400: {
          title: 'A required field is missing',
          body: { parent_id: 'parent_abc123', parent_type: 'Project' },
        },
      },
    })
    .by(({ body }, { store, readings }) => {
      const { idx, ...values } = body(nullsAsRead(readings))
      refuseStrangers(store, readings, values.user)
      const place = idx ?? nextIn(store, readings, values.parent_id)
      return { status: 200, body: toShown(store.projectUser.create({ ...values, idx: place })) }
    }),

  updateProjectUser: op
    .patch(`${path}/:id`, 'Update a project user', {
      about:
        'Updates the specified project user by setting the values of the parameters passed. Any parameters not provided will be left unchanged.',
      params: { id: 'The identifier of the project user to update.' },
      body: ProjectUserUpdate,
      replies: { 200: { description: 'The updated project user object.', body: ProjectUser } },
      refuses: [400, 404],
      examples: [toExample(printed.updateProjectUser)],
      asks: { 400: { title: 'An index that is no integer', body: { idx: 'first' } }, 404: unknown },
    })
    .by(({ params, body }, { store, readings }) => {
      const row = rowOf(store, params.id)
      const { idx = row.idx, parent_id = row.parent_id, ...values } = body(nullsAsRead(readings))
      refuseStrangers(store, readings, values.user)
      const place = idx ?? behind(lastOf(store, parent_id, row))
      const updated = store.projectUser.update(row, { ...values, parent_id, idx: place })
      return { status: 200, body: toShown(updated) }
    }),

  deleteProjectUser: op
    .delete(`${path}/:id`, 'Delete a project user', {
      about: 'Permanently deletes a project user. This cannot be undone.',
      params: { id: 'The identifier of the project user to delete.' },
      replies: {
        200: { description: 'The confirmation that the row has been deleted.', body: Deleted },
      },
      refuses: [404],
      examples: [toExample(printed.deleteProjectUser)],
      asks: { 404: unknown },
    })
    .by(({ params: { id } }, { store }) => {
      store.projectUser.delete(rowOf(store, id))
      return { status: 200, body: { id, deleted: true } }
    }),

  reorderProjectUsers: op
    .post(`${path}/reorder`, 'Reorder project users', {
      about:
        'Updates the sort order of project users within their parent by setting new index values. Returns the reordered list.',
      body: Reordering,
      replies: {
        200: { description: 'The rows of the parent in their new order.', body: ProjectUserList },
      },
      refuses: [400, 404],
      examples: [toExample(printed.reorderProjectUsers)],
      asks: {
        200: { title: 'New index values', body: placed('project-user_abc123') },
        400: { title: 'An index below 1', body: placed('project-user_abc123', 0) },
        404: { title: 'An unknown project user', body: placed('project-user_unknown') },
      },
    })
    .by(({ body }, { store }) => {
      const { parent_id, items = [] } = body()
      const placings = items.map(({ id, idx }) => ({ row: rowOf(store, id), idx }))
      const [first] = placings
      if (!first) {
        const rows = parent_id === undefined ? allRows(store) : rowsOf(store, parent_id)
        return { status: 200, body: toList(rows) }
      }

      const parent = parent_id ?? first.row.parent_id
      refuseConfusion(placings, parent)
      for (const [index, row] of reordered(placings, rowsOf(store, parent)).entries()) {
        store.projectUser.update(row, { idx: index + 1 })
      }
      return { status: 200, body: toList(rowsOf(store, parent)) }
    }),
}

type Store = StoreOf<typeof entities>
type Taken = ChoicesOf<typeof readings>
type Row = z.output<typeof ProjectUser>

/** A row as it travels. */
const toShown = perEntity((row: Row) => ({ ...row }))

interface Placed {
  readonly row: Row
  readonly idx: number
}

const rowOf = ({ projectUser }: Store, id: string): Row =>
  found(projectUser.get(id), 'project-user', id)

const allRows = ({ projectUser }: Store): Row[] =>
  projectUser.slice('idx', 0, Number.POSITIVE_INFINITY).sort(byParent)

/** The rows of a parent, in their order. */
const rowsOf = ({ projectUser }: Store, parent: string | null): Row[] =>
  projectUser.within('parent', JSON.stringify(parent), { from: 0, count: Number.POSITIVE_INFINITY })

/** The last row of a parent, or the last but this one. */
const lastOf = ({ projectUser }: Store, parent: string | null, but?: Row): Row | undefined =>
  projectUser
    .within('parent', JSON.stringify(parent), { from: 0, count: 2, descending: true })
    .find(row => row !== but)

/** The index of a row that is created without one. */
const nextIn = (store: Store, { rowPlace }: Taken, parent: string | null): number =>
  rowPlace === 'count' ? rowsOf(store, parent).length + 1 : behind(lastOf(store, parent))

/** Turns away a user that there is not, where that is read so. */
function refuseStrangers({ user }: Store, { references }: Taken, id: string | undefined): void {
  if (references === 'taken' || id === undefined || user.get(id)) return
  throw new Refused({
    kind: 'unprocessable',
    code: 'resource_missing',
    detail: `No such user: ${shown(id)}.`,
    param: 'user',
  })
}

const toList = (rows: readonly Row[]) => ({
  data: rows.map(toShown),
  has_more: false,
  total: rows.length,
})

/** The rows that were placed, in the order of their places, and behind them the others as they stood. */
function reordered(placings: readonly Placed[], rows: readonly Row[]): Row[] {
  const named = new Set([...placings].sort((a, b) => a.idx - b.idx).map(({ row }) => row))
  return [...named, ...rows.filter(row => !named.has(row))]
}

/** The index behind a row, from 1 on, and never one that JSON cannot carry. */
const behind = (row: Row | undefined): number =>
  Math.min(Math.max(1, (row?.idx ?? 0) + 1), Number.MAX_SAFE_INTEGER)

const byParent = (a: Row, b: Row): number => compare(a.parent_id ?? '', b.parent_id ?? '')

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b)

/** Turns away an order that cannot be kept: rows of several parents, or one row or place named twice. */
function refuseConfusion(placings: readonly Placed[], parent: string | null): void {
  const stray = placings.find(({ row }) => row.parent_id !== parent)
  if (stray) throw confusion(`'${stray.row.id}' belongs to another parent`)
  if (new Set(placings.map(({ row }) => row)).size < placings.length) {
    throw confusion('an id stands twice')
  }
  if (new Set(placings.map(({ idx }) => idx)).size < placings.length) {
    throw confusion('an idx stands twice')
  }
}

const confusion = (why: string): Refused =>
  new Refused({
    kind: 'unprocessable',
    code: 'parameter_invalid',
    detail: `Invalid items: ${why}.`,
    param: 'items',
  })
