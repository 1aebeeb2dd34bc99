import { useState } from 'preact/hooks'
import type { ToldSession } from '../../control/inspection.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { TimeOf } from '../../parts/badges.tsx'
import { Button, IconButton } from '../../parts/button.tsx'
import { Field, Select } from '../../parts/field.tsx'

/** Who has a world, a clock and a journal to themselves. */
export function SessionList() {
  const { inspection, choose } = useDesk()
  const doing = useDoing()
  const { value = [] } = useAsked(inspection.sessions.list, 'sessions', ['sessions'])
  const drop = async (name: string) => {
    const isDropped = await doing(() => inspection.sessions.drop(name), `“${name}” is gone.`)
    if (isDropped && inspection.session === name) choose(undefined)
  }
  return (
    <section class="card" aria-label="Sessions">
      <h2>Sessions</h2>
      <NewSession />
      {value.length === 0 && (
        <p class="quiet">
          None yet. A request opens one, too: by the header <code>X-Contract-Double-Session</code>,
          or by a path that begins with <code>/@name/</code>.
        </p>
      )}
      <ul class="items">
        {value.toReversed().map(one => (
          <li key={one.name}>
            <OneSession session={one} />
            <Button isPressed={inspection.session === one.name} onPress={() => choose(one.name)}>
              {inspection.session === one.name ? 'Shown' : 'Show'}
              <span class="unseen"> {one.name}</span>
            </Button>
            <IconButton icon="bin" name={`Drop ${one.name}`} onPress={() => void drop(one.name)} />
          </li>
        ))}
      </ul>
      {inspection.session !== undefined && (
        <div>
          <Button onPress={() => choose(undefined)}>Show what is outside of all</Button>
        </div>
      )}
    </section>
  )
}

const OneSession = ({ session: { name, usedAt, uses } }: { readonly session: ToldSession }) => (
  <span class="name">
    {name}{' '}
    <span class="quiet">
      used {uses} {uses === 1 ? 'time' : 'times'}, last at <TimeOf at={usedAt} />
    </span>
  </span>
)

function NewSession() {
  const { inspection, choose } = useDesk()
  const doing = useDoing()
  const [name, write] = useState('')
  const [world, pick] = useState('')
  const { value: worlds = [] } = useAsked(inspection.worlds.list, 'worlds')
  const open = async () => {
    const options = { name, ...(world !== '' && { world }) }
    const isOpen = await doing(() => inspection.sessions.open(options), `“${name}” is open.`)
    if (!isOpen) return
    write('')
    choose(name)
  }
  return (
    <form
      class="inline"
      onSubmit={event => {
        event.preventDefault()
        void open()
      }}
    >
      <Field label="Name of a session">
        {attributes => (
          <input
            {...attributes}
            value={name}
            placeholder="ada"
            autocomplete="off"
            onInput={event => write(event.currentTarget.value)}
          />
        )}
      </Field>
      <Select
        label="World"
        value={world}
        options={[['', 'as the server'], ...worlds.map(one => [one, one] as const)]}
        onPick={pick}
      />
      <Button type="submit" icon="plus" isDisabled={name === ''}>
        Open and show
      </Button>
    </form>
  )
}
