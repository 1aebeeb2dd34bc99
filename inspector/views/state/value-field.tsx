import { Field } from '../../parts/field.tsx'
import { controlFor, type FieldOf, isNullable, typeOf } from '../../parts/form.ts'
import { draftOf } from './drafts.ts'

interface Props {
  readonly field: FieldOf
  readonly draft: string
  readonly fault: string | undefined
  readonly isChanged: boolean
  onWrite(text: string): void
}

/** A field of an entity, with the control that fits what it takes. */
export const ValueField = ({ field, draft, fault, isChanged, onWrite }: Props) => (
  <Field
    label={field.name}
    hint={[typeOf(field.schema), field.schema.description].filter(Boolean).join('. ')}
    fault={fault}
    isMarked={isChanged}
  >
    {attributes => <Control {...{ field, draft, onWrite, attributes }} />}
  </Field>
)

interface ControlProps extends Pick<Props, 'field' | 'draft' | 'onWrite'> {
  readonly attributes: object
}

function Control({ field: { schema }, draft, onWrite, attributes }: ControlProps) {
  const control = controlFor(schema)
  const write = (event: { readonly currentTarget: { readonly value: string } }) =>
    onWrite(event.currentTarget.value)
  if (control.kind === 'choice') {
    const all = [...control.options, ...(isNullable(schema) ? [null] : [])].map(draftOf)
    const options = all.includes(draft) ? all : [draft, ...all]
    return (
      <select {...attributes} value={draft} onChange={write}>
        {options.map(option => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    )
  }
  if (control.kind === 'json') {
    const rows = Math.min(8, Math.max(1, Math.ceil(draft.length / 48)))
    return <textarea {...attributes} rows={rows} spellcheck={false} value={draft} onInput={write} />
  }
  const mode = control.kind === 'number' ? 'numeric' : 'text'
  return (
    <input
      {...attributes}
      type="text"
      inputMode={mode}
      spellcheck={false}
      autocomplete="off"
      value={draft}
      onInput={write}
    />
  )
}
