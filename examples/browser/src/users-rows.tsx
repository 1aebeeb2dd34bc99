import type { User, UserList } from './api.ts'
import { hrefOf } from './router.ts'

type Parameter = 'page' | 'per_page' | 'sort' | 'filter[email]'

/** Changes what is asked for: `change({ page: '2' })`. */
export type Change = (changes: { readonly [Name in Parameter]?: string }) => void

interface Props {
  readonly list: UserList
  readonly query: URLSearchParams
  readonly asked: URLSearchParams
  readonly change: Change
  readonly isBusy: boolean
}

export function Rows({ list: { data, meta }, query, asked, change, isBusy }: Props) {
  const sort = asked.get('sort') ?? ''
  return (
    <>
      <div className="scrolled">
        <table aria-busy={isBusy}>
          <caption>{meta ? counted(meta.pagination.total) : 'Users'}</caption>
          <thead>
            <tr>
              <Sorted by="id" label="ID" sort={sort} change={change} />
              <th scope="col">Name</th>
              <th scope="col">Username</th>
              <th scope="col">E-mail</th>
              <th scope="col">Role</th>
              <Sorted by="uuid" label="UUID" sort={sort} change={change} />
            </tr>
          </thead>
          <tbody>
            {data.map(({ attributes }) => (
              <Row key={attributes.id} user={attributes} query={query} />
            ))}
          </tbody>
        </table>
      </div>
      {data.length === 0 && <p>There is no such user.</p>}
      {meta && <Pages {...meta.pagination} change={change} />}
    </>
  )
}

const counted = (total: number): string => (total === 1 ? '1 user' : `${total} users`)

interface SortedProps {
  readonly by: string
  readonly label: string
  readonly sort: string
  readonly change: Change
}

function Sorted({ by, label, sort, change }: SortedProps) {
  const order = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none'
  const arrow = { ascending: '↑', descending: '↓', none: '↕' }[order]
  const next = order === 'ascending' ? `-${by}` : by
  return (
    <th scope="col" aria-sort={order}>
      <button type="button" onClick={() => change({ sort: next, page: '1' })}>
        {label} <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  )
}

function Row({ user, query }: { readonly user: User; readonly query: URLSearchParams }) {
  return (
    <tr>
      <td className="number">{user.id}</td>
      <th scope="row">
        <a className="text" href={hrefOf(`/users/${user.id}`, query)}>
          {user.first_name} {user.last_name}
        </a>
      </th>
      <td>
        <span className="text">{user.username}</span>
      </td>
      <td>
        <span className="text">{user.email}</span>
      </td>
      <td>{user.root_admin ? <span className="badge">Administrator</span> : 'User'}</td>
      <td>
        <code title={user.uuid}>{user.uuid.slice(0, 8)}…</code>
      </td>
    </tr>
  )
}

type Pagination = NonNullable<UserList['meta']>['pagination']

function Pages({ current_page, total_pages, change }: Pagination & { readonly change: Change }) {
  const to = (page: number) => () => change({ page: String(page) })
  return (
    <nav aria-label="Pages">
      <button type="button" disabled={current_page <= 1} onClick={to(current_page - 1)}>
        Previous
      </button>
      <span>
        Page {current_page} of {total_pages}
      </span>
      <button type="button" disabled={current_page >= total_pages} onClick={to(current_page + 1)}>
        Next
      </button>
    </nav>
  )
}
