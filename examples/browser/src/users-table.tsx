import { useRef, useState } from 'react'
import { createUser, listUsers, type UserFields } from './api.ts'
import { Failure } from './failure.tsx'
import { go, hrefOf } from './router.ts'
import { useLoaded } from './use-loaded.ts'
import { UserForm } from './user-form.tsx'
import { type Change, Rows } from './users-rows.tsx'

interface Props {
  readonly query: URLSearchParams
  onDone(notice: string): void
}

/** A page of users. What is shown stands in the URL, in the words of the panel, so that it can be linked to. */
export function UsersTable({ query, onDone }: Props) {
  const asked = new URLSearchParams({ page: '1', per_page: '10', sort: 'id' })
  for (const [name, value] of query) asked.set(name, value)
  const { value: list, error, isLoading, reload } = useLoaded(listUsers, asked.toString())

  const change: Change = changes => {
    const next = new URLSearchParams(query)
    for (const [name, value] of Object.entries(changes)) next.set(name, value)
    go(hrefOf('/users', next))
  }
  const onCreated = (name: string) => {
    onDone(`${name} was created.`)
    // The newest one first, so that it can be seen.
    go(hrefOf('/users', new URLSearchParams({ sort: '-id' })))
    reload()
  }

  return (
    <>
      <header>
        <h1>Users</h1>
        <NewUser onCreated={onCreated} />
      </header>
      <Filter asked={asked} change={change} />
      {error && <Failure message={error.message} onRetry={reload} />}
      {list && <Rows list={list} query={query} asked={asked} change={change} isBusy={isLoading} />}
      {!list && isLoading && <p>Loading the users …</p>}
    </>
  )
}

/** A button and the dialog that it opens, each time with an empty form. */
function NewUser({ onCreated }: { onCreated(name: string): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [round, setRound] = useState(0)
  const close = () => dialog.current?.close()
  const create = async (fields: UserFields) => {
    const { first_name, last_name } = await createUser(fields)
    close()
    onCreated(`${first_name} ${last_name}`)
  }
  return (
    <>
      <button type="button" className="primary" onClick={() => dialog.current?.showModal()}>
        New user
      </button>
      <dialog ref={dialog} aria-labelledby="new-user" onClose={() => setRound(round + 1)}>
        <h2 id="new-user">New user</h2>
        <UserForm key={round} submit="Create" onSave={create} onCancel={close} />
      </dialog>
    </>
  )
}

function Filter({ asked, change }: { readonly asked: URLSearchParams; readonly change: Change }) {
  const email = asked.get('filter[email]') ?? ''
  const filter = (data: FormData) =>
    change({ 'filter[email]': String(data.get('email')).trim(), page: '1' })
  return (
    <search>
      <form
        key={email}
        onSubmit={event => {
          event.preventDefault()
          filter(new FormData(event.currentTarget))
        }}
      >
        <label>
          E-mail contains <input type="search" name="email" defaultValue={email} />
        </label>
        <button type="submit">Filter</button>
      </form>
      <label>
        Rows{' '}
        <select
          value={asked.get('per_page') ?? ''}
          onChange={event => change({ per_page: event.target.value, page: '1' })}
        >
          {['5', '10', '25', '50'].map(size => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
    </search>
  )
}
