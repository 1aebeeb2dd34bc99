import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { PanelError, type User, type UserFields } from './api.ts'
import { Failure } from './failure.tsx'

interface Props {
  /** Whom to edit; nobody for a create. */
  readonly user?: User
  readonly submit: string
  onSave(fields: UserFields): Promise<void>
  onCancel?(): void
}

const inputs = [
  { name: 'email', label: 'E-mail', type: 'email', hint: '' },
  { name: 'username', label: 'Username', type: 'text', hint: '' },
  { name: 'first_name', label: 'First name', type: 'text', hint: '' },
  { name: 'last_name', label: 'Last name', type: 'text', hint: '' },
  { name: 'external_id', label: 'External ID', type: 'text', hint: 'Optional' },
  { name: 'password', label: 'Password', type: 'password', hint: 'Optional' },
] as const

/** The fields of a user. The panel says what is wrong with them, each time beside the field that it means. */
export function UserForm({ user, submit, onSave, onCancel }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [error, setError] = useState<Error>()
  const [isSaving, setIsSaving] = useState(false)
  const faults = error instanceof PanelError ? error.fields : {}

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLInputElement>('[aria-invalid=true]')?.focus()
  }, [error])

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsSaving(true)
    onSave(toFields(new FormData(event.currentTarget)))
      .then(() => setError(undefined), setError)
      .finally(() => setIsSaving(false))
  }
  return (
    <form ref={form} className="fields" onSubmit={save} noValidate>
      {error && <Failure message={error.message} />}
      {inputs.map(({ name, ...rest }) => {
        const value = name === 'password' ? '' : (user?.[name] ?? '')
        return <Field key={name} name={name} value={value} fault={faults[name]} {...rest} />
      })}
      <label className="check">
        <input type="checkbox" name="root_admin" defaultChecked={user?.root_admin} /> Administrator
      </label>
      <footer>
        <button type="submit" className="primary" disabled={isSaving}>
          {submit}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </footer>
    </form>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly hint: string
  readonly value: string
  readonly fault: string | undefined
}

function Field({ name, label, type, hint, value, fault }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {hint && <small>{hint}</small>}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={value}
        autoComplete="off"
        aria-invalid={fault !== undefined}
        aria-describedby={fault && `${id}-fault`}
      />
      {fault && (
        <p id={`${id}-fault`} className="fault">
          {fault}
        </p>
      )}
    </div>
  )
}

function toFields(data: FormData): UserFields {
  const text = (name: (typeof inputs)[number]['name']) => String(data.get(name) ?? '')
  return {
    email: text('email'),
    username: text('username'),
    first_name: text('first_name'),
    last_name: text('last_name'),
    external_id: text('external_id') || null,
    password: text('password') || null,
    root_admin: data.has('root_admin'),
  }
}
