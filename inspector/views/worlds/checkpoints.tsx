import { useState } from 'preact/hooks'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'

/** Names for what the doubles hold at a time. */
export function Checkpoints() {
  const { inspection } = useDesk()
  const doing = useDoing()
  const [name, write] = useState('')
  const { value = {} } = useAsked(inspection.checkpoints.list, 'checkpoints', ['checkpoints'])
  const names = [...new Set(Object.values(value).flat())]
  const keep = async () => {
    const isKept = await doing(() => inspection.checkpoints.keep(name), `“${name}” is kept.`)
    if (isKept) write('')
  }
  return (
    <section class="card" aria-label="Checkpoints">
      <h2>Checkpoints</h2>
      <form
        class="inline"
        onSubmit={event => {
          event.preventDefault()
          void keep()
        }}
      >
        <Field label="Name">
          {attributes => (
            <input
              {...attributes}
              value={name}
              maxLength={200}
              placeholder="signed up"
              autocomplete="off"
              onInput={event => write(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button type="submit" icon="plus" isDisabled={name === ''}>
          Keep what there is now
        </Button>
      </form>
      {names.length === 0 && (
        <p class="quiet">None yet. Keep one, try something out, and go back to it.</p>
      )}
      <ul class="items">
        {names.map(one => (
          <li key={one}>
            <span class="name">{one}</span>
            <Button
              onPress={() =>
                void doing(
                  () => inspection.checkpoints.restore(one),
                  `They hold what they held at “${one}”.`,
                )
              }
            >
              Restore<span class="unseen"> {one}</span>
            </Button>
            <IconButton
              icon="bin"
              name={`Forget ${one}`}
              onPress={() =>
                void doing(() => inspection.checkpoints.forget(one), `“${one}” is forgotten.`)
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
