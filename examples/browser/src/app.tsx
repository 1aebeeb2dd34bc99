import { useEffect, useRef, useState } from 'react'
import { usePlace } from './router.ts'
import { UserPage } from './user-page.tsx'
import { UsersTable } from './users-table.tsx'

/** Two routes: `#/users/4` is the page of a user, anything else the table. */
export function App() {
  const { path, query } = usePlace()
  const [notice, setNotice] = useState('')
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  const [, id] = /^\/users\/(\d+)$/.exec(path) ?? []

  // The reader of a screen is told of another page; the first one needs no telling.
  useEffect(() => {
    if (before.current !== path) main.current?.focus()
    before.current = path
  }, [path])

  return (
    <main ref={main} tabIndex={-1}>
      <p role="status" className="notice">
        {notice}
      </p>
      {id ? (
        <UserPage key={id} id={id} query={query} onDone={setNotice} />
      ) : (
        <UsersTable query={query} onDone={setNotice} />
      )}
    </main>
  )
}
