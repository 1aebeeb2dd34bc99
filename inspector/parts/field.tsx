import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  readonly label: string
  /** What is to be known of it. */
  readonly hint?: string | undefined
  /** What is wrong with it. */
  readonly fault?: string | undefined
  readonly isMarked?: boolean
  children(attributes: FieldAttributes): ComponentChildren
}

/** What ties a control to its label, its hint and its fault. */
interface FieldAttributes {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

/** A control with its label above, and below it what is wrong with it. */
export function Field({ label, hint, fault, isMarked, children }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div class={isMarked ? 'field marked' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [value: Value, text: string])[]
  onPick(value: Value): void
}

/** A choice with its name beside it. */
export function Select<Value extends string>(props: ChoiceProps<Value>) {
  const id = useId()
  const pick = (text: string) => {
    const option = props.options.find(([value]) => value === text)
    if (option) props.onPick(option[0])
  }
  return (
    <span class="select">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={event => pick(event.currentTarget.value)}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </span>
  )
}

interface SearchProps {
  readonly label: string
  readonly value: string
  onSearch(text: string): void
}

/** Where to search: `/` leads here, and Escape empties it. */
export function Search({ label, value, onSearch }: SearchProps) {
  return (
    <input
      type="search"
      class="search"
      data-search
      placeholder={`${label}  /`}
      aria-label={label}
      value={value}
      spellcheck={false}
      autocomplete="off"
      onInput={event => onSearch(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Escape' || value === '') return
        event.stopPropagation()
        event.preventDefault()
        onSearch('')
      }}
    />
  )
}

/** A choice of few, all of them in sight. */
export function Segments<Value extends string>(props: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset class="segments">
      <legend>{props.label}</legend>
      {props.options.map(([value, text]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={value === props.value}
            onChange={() => props.onPick(value)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  )
}
