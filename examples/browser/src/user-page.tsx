import { useRef, useState } from 'react'
import { deleteUser, getUser, type User, type UserFields, updateUser } from './api.ts'
import { Failure } from './failure.tsx'
import { go, hrefOf } from './router.ts'
import { useLoaded } from './use-loaded.ts'
import { UserForm } from './user-form.tsx'

interface Props {
  readonly id: string
  readonly query: URLSearchParams
  onDone(notice: string): void
}

/** One user: what the panel knows, a form to change it, and the way to be rid of it. */
export function UserPage({ id, query, onDone }: Props) {
  const { value: user, error, isLoading, reload } = useLoaded(getUser, id)
  const back = hrefOf('/users', query)
  const name = user ? `${user.first_name} ${user.last_name}` : `User ${id}`

  const save = async (fields: UserFields) => {
    await updateUser(Number(id), fields)
    onDone(`${fields.first_name} ${fields.last_name} was saved.`)
    reload()
  }
  const onDeleted = () => {
    onDone(`${name} was deleted.`)
    go(back)
  }
  return (
    <>
      <header>
        <h1>{name}</h1>
        <a href={back}>All users</a>
      </header>
      {error && <Failure message={error.message} onRetry={reload} />}
      {!user && isLoading && <p>Loading the user …</p>}
      {user && (
        <div className="columns">
          <UserForm user={user} submit="Save" onSave={save} />
          <div>
            <Facts user={user} />
            <Deletion user={user} onDeleted={onDeleted} />
          </div>
        </div>
      )}
    </>
  )
}

function Facts({ user }: { readonly user: User }) {
  const servers = user.relationships?.servers
  const owned = servers && 'data' in servers ? servers.data : []
  const facts = [
    ['ID', user.id],
    ['UUID', <code key="uuid">{user.uuid}</code>],
    ['Two-factor', user['2fa'] ? 'On' : 'Off'],
    ['Created', <Day key="created" time={user.created_at} />],
    ['Updated', <Day key="updated" time={user.updated_at} />],
    ['Servers', owned.map(({ attributes }) => attributes.name).join(', ') || 'None'],
  ] as const
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const Day = ({ time }: { readonly time: string }) => (
  <time dateTime={time}>{new Date(time).toLocaleDateString('en', { dateStyle: 'long' })}</time>
)

function Deletion({ user, onDeleted }: { readonly user: User; onDeleted(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [error, setError] = useState<Error>()
  const close = () => dialog.current?.close()
  const remove = () => deleteUser(user.id).then(onDeleted, setError).finally(close)
  return (
    <section>
      {error && <Failure message={error.message} />}
      <button type="button" className="danger" onClick={() => dialog.current?.showModal()}>
        Delete this user
      </button>
      <dialog ref={dialog} aria-labelledby="delete-user">
        <h2 id="delete-user">
          Delete {user.first_name} {user.last_name}?
        </h2>
        <p>This cannot be undone.</p>
        <footer>
          <button type="button" className="danger" onClick={remove}>
            Delete
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </footer>
      </dialog>
    </section>
  )
}
