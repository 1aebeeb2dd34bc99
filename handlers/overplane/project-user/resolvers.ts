import type { Resolvers } from '../../../contract/answer/endpoint.ts'
import { found, Refused } from '../../../contract/answer/refusal.ts'
import type { OverplaneStore } from '../../../factories/overplane/store.ts'
import type { Caller } from '../dialect.ts'
import type { projectUserContract } from './contract.ts'

type Row = ReturnType<OverplaneStore['projectUsers']['all']>[number]
type Placing = { readonly row: Row; readonly idx: number }

/** The rows of each parent, in their order. */
const familiesIn = ({ projectUsers }: OverplaneStore) => {
  const part = (parent: string | null, count: number, descending: boolean) =>
    projectUsers.within('parent', JSON.stringify(parent), { from: 0, count, descending })
  return {
    rowsOf: (parent: string | null) => part(parent, Number.POSITIVE_INFINITY, false),
    /** The last row of a parent, or the last but this one. */
    lastOf: (parent: string | null, but?: Row) => part(parent, 2, true).find(row => row !== but),
  }
}

export const projectUserResolvers = (
  store: OverplaneStore,
): Resolvers<typeof projectUserContract, Caller> => {
  const { projectUsers } = store
  const { rowsOf, lastOf } = familiesIn(store)
  const rowOf = (id: string) => found(projectUsers.get(id), 'project-user', id)
  const allRows = () => projectUsers.slice('idx', 0, Number.POSITIVE_INFINITY).sort(byParent)

  return {
    listProjectUsers({ query }) {
      return { status: 200, body: toList(rowsOf(query().parent_id)) }
    },

    createProjectUser({ body }) {
      const { idx, ...values } = body()
      const row = projectUsers.create({ ...values, idx: idx ?? behind(lastOf(values.parent_id)) })
      return { status: 200, body: { ...row } }
    },

    updateProjectUser({ params, body }) {
      const row = rowOf(params.id)
      const { idx = row.idx, parent_id = row.parent_id, ...values } = body()
      const place = idx ?? behind(lastOf(parent_id, row))
      const updated = projectUsers.update(row, { ...values, parent_id, idx: place })
      return { status: 200, body: { ...updated } }
    },

    deleteProjectUser({ params }) {
      projectUsers.delete(rowOf(params.id))
      return { status: 200, body: { id: params.id, deleted: true } }
    },

    reorderProjectUsers({ body }) {
      const { parent_id, items = [] } = body()
      const placings = items.map(({ id, idx }) => ({ row: rowOf(id), idx }))
      const [first] = placings
      if (!first) {
        const rows = parent_id === undefined ? allRows() : rowsOf(parent_id)
        return { status: 200, body: toList(rows) }
      }

      const parent = parent_id ?? first.row.parent_id
      refuseConfusion(placings, parent)
      for (const [index, row] of reordered(placings, rowsOf(parent)).entries()) {
        projectUsers.update(row, { idx: index + 1 })
      }
      return { status: 200, body: toList(rowsOf(parent)) }
    },
  }
}

const toList = (rows: readonly Row[]) => ({
  data: rows.map(row => ({ ...row })),
  has_more: false,
  total: rows.length,
})

/** The rows that were placed, in the order of their places, and behind them the others as they stood. */
function reordered(placings: readonly Placing[], rows: readonly Row[]): Row[] {
  const named = new Set([...placings].sort((a, b) => a.idx - b.idx).map(({ row }) => row))
  return [...named, ...rows.filter(row => !named.has(row))]
}

/** The index behind a row, from 1 on, and never one that JSON cannot carry. */
const behind = (row: Row | undefined): number =>
  Math.min(Math.max(1, (row?.idx ?? 0) + 1), Number.MAX_SAFE_INTEGER)

const byParent = (a: Row, b: Row): number => compare(a.parent_id ?? '', b.parent_id ?? '')

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b)

/** Turns away an order that cannot be kept: rows of several parents, or one row or place named twice. */
function refuseConfusion(placings: readonly Placing[], parent: string | null): void {
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
