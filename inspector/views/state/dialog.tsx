import { useRef, useState } from 'preact/hooks'
import { ControlProblem } from '../../../contract/control/asking.ts'
import type { EntityTable } from '../../control/inspection.ts'
import { useDesk } from '../../desk.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { formOf } from '../../parts/form.ts'
import { draftOf, readDrafts } from './drafts.ts'
import type { Editing } from './editing.ts'
import { ValueField } from './value-field.tsx'

interface Props {
  readonly table: EntityTable
  readonly editing: Editing
  onClose(): void
}

type ByField<Value> = Readonly<Record<string, Value>>

/** An entity as a form: what is wrong with a field stands beside it. */
export function EntityDialog({ table, editing, onClose }: Props) {
  const { inspection, notify } = useDesk()
  const form = useRef<HTMLFormElement>(null)
  const fields = formOf(table.form)?.fields ?? []
  const before = editing.kind === 'change' ? editing.row.entity : {}
  const [drafts, write] = useState<ByField<string>>(() =>
    Object.fromEntries(fields.map(({ name }) => [name, draftOf(before[name])])),
  )
  const [faults, blame] = useState<ByField<string>>({})
  const [error, fail] = useState('')
  const save = async () => {
    const { values, faults } = readDrafts(fields, drafts, before)
    if (Object.keys(faults).length > 0) return blame(faults)
    try {
      if (editing.kind === 'add') await inspection.entities.add(table, values)
      else await inspection.entities.change(table, editing.row.id, values)
      notify(editing.kind === 'add' ? 'It was added.' : `${editing.row.id} was changed.`)
      onClose()
    } catch (thrown) {
      const told = faultsIn(thrown)
      blame(told)
      fail(Object.keys(told).length > 0 || !(thrown instanceof Error) ? '' : thrown.message)
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
      )
    }
  }
  const title = editing.kind === 'add' ? `Add to ${table.name}` : `Edit ${editing.row.id}`
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        ref={form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        {error && (
          <p class="fault" role="alert">
            {error}
          </p>
        )}
        <div class="fields-grid">
          {fields.map(field => (
            <ValueField
              key={field.name}
              field={field}
              draft={drafts[field.name] ?? ''}
              fault={faults[field.name]}
              isChanged={drafts[field.name] !== draftOf(before[field.name])}
              onWrite={text => write({ ...drafts, [field.name]: text })}
            />
          ))}
        </div>
        <footer>
          <Button type="submit" kind="primary">
            {editing.kind === 'add' ? 'Add' : 'Save'}
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </footer>
      </form>
    </Dialog>
  )
}

/** What the control API says of fields. */
function faultsIn(thrown: unknown): ByField<string> {
  if (!(thrown instanceof ControlProblem)) return {}
  const { faults } = thrown.problem
  if (!Array.isArray(faults)) return {}
  return Object.fromEntries(faults.map(({ field, message }) => [field, message]))
}
