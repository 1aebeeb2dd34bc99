import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Transport } from '../control/transport.ts'
import { useAsked, useDesk, useLive } from '../desk.ts'
import type { Theme } from '../place.ts'
import { Button, IconButton } from './button.tsx'
import { Field, Select } from './field.tsx'

interface Props {
  readonly theme: Theme
  readonly transport: Transport
  readonly children?: ComponentChildren
}

/** What is shown, whether it is live, and in what light. */
export function Bar({ theme, transport, children }: Props) {
  return (
    <header class="bar">
      <span class="brand">
        <span class="mark" aria-hidden="true" />
        <h1>Inspector</h1>
      </span>
      <Sessions />
      <Liveness transport={transport} />
      <span class="end">
        <IconButton
          icon={({ auto: 'auto', light: 'sun', dark: 'moon' } as const)[theme.name]}
          name={`Theme: ${theme.name === 'auto' ? 'as the system' : theme.name}`}
          onPress={theme.turn}
        />
        {children}
      </span>
    </header>
  )
}

/** Whose doubles are shown. */
function Sessions() {
  const { inspection, choose } = useDesk()
  const { value = [] } = useAsked(inspection.sessions.list, 'sessions', ['sessions'])
  const names = value.map(({ name }) => name)
  const own = inspection.session
  const all = own === undefined || names.includes(own) ? names : [own, ...names]
  return (
    <Select
      label="Session"
      value={own ?? ''}
      options={[['', 'No session'], ...all.map(name => [name, name] as const)]}
      onPick={name => choose(name || undefined)}
    />
  )
}

/** Whether it is live; where a token is missing, a place to give it. */
function Liveness({ transport }: Pick<Props, 'transport'>) {
  const { liveness, why = '' } = useLive()
  const text = { starting: 'Connecting', live: 'Live', waiting: 'Reconnecting' }[liveness]
  return (
    <>
      <span class={`liveness ${liveness}`} role="status" title={why}>
        <i aria-hidden="true" /> {text}
      </span>
      {liveness === 'waiting' && why !== '' && (
        <div class="failure wide" role="alert">
          <p>{why}</p>
          {/^Failed to control/.test(why) && transport.show && <TokenForm show={transport.show} />}
        </div>
      )}
    </>
  )
}

function TokenForm({ show }: { show(token: string): void }) {
  const [token, write] = useState('')
  return (
    <form
      class="inline"
      onSubmit={event => {
        event.preventDefault()
        show(token.trim())
      }}
    >
      <Field label="Token">
        {attributes => (
          <input
            {...attributes}
            type="password"
            autocomplete="off"
            value={token}
            onInput={event => write(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit" kind="primary">
        Show it
      </Button>
    </form>
  )
}
