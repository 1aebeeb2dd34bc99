import { useState } from 'preact/hooks'
import type { PromisedOperation } from '../../control/inspection.ts'
import { useDesk, useDoing } from '../../desk.ts'
import { Method, Status } from '../../parts/badges.tsx'
import { Button } from '../../parts/button.tsx'
import { Field, Segments, Select } from '../../parts/field.tsx'
import { type Circumstances, type FaultName, overrideOf } from './override.ts'

interface Props {
  readonly api: string
  readonly operation: PromisedOperation
}

/** What an operation can be made to reply: how often, after how long, with what going wrong; and then which. */
export function OperationReplies({ api, operation }: Props) {
  const { inspection } = useDesk()
  const doing = useDoing()
  const [how, choose] = useState<Circumstances>({ often: 'always', times: 3, delay: '', fault: '' })
  const { name, method, path, summary, replies } = operation
  const force = (status?: number, example?: string) =>
    void doing(
      () => inspection.overrides.add(api, name, overrideOf(how, { status, example })),
      `${name} ${status === undefined ? 'waits, or fails, as you said' : `replies ${status}`}.`,
    )
  const isAltered = how.delay !== '' || how.fault !== ''
  return (
    <section class="card all" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <code>
          <Method method={method} /> {path}
        </code>
      </header>
      <p class="quiet">{summary}.</p>
      <How how={how} choose={choose} />
      <ul class="items promised">
        {replies.map(({ status, description, examples }) => (
          <li key={status}>
            <Status status={status} />
            <span class="name">{description}</span>
            <span class="inline tight">
              <Button onPress={() => force(status)}>Reply {status}</Button>
              {examples.length > 1 && (
                <Select
                  label="as"
                  value=""
                  options={[
                    ['', 'an example …'],
                    ...examples.map(title => [title, title] as const),
                  ]}
                  onPick={title => title && force(status, title)}
                />
              )}
            </span>
          </li>
        ))}
        <li>
          <span class="name">Its own reply, with the delay or the fault above</span>
          <Button isDisabled={!isAltered} onPress={() => force()}>
            Own reply
          </Button>
        </li>
      </ul>
    </section>
  )
}

interface HowProps {
  readonly how: Circumstances
  choose(how: Circumstances): void
}

const faults = [
  ['', 'none'],
  ['reset', 'the connection breaks'],
  ['truncated', 'half of it arrives'],
  ['malformed', 'it is no JSON'],
  ['silence', 'it never comes'],
  ['outage', 'an outage: 503'],
] as const satisfies readonly (readonly [FaultName, string])[]

const How = ({ how, choose }: HowProps) => (
  <div class="how">
    <Segments
      label="How often"
      value={how.often}
      options={[
        ['always', 'Always'],
        ['once', 'Once'],
        ['times', 'n times'],
      ]}
      onPick={often => choose({ ...how, often })}
    />
    {how.often === 'times' && (
      <Field label="Times">
        {attributes => (
          <input
            {...attributes}
            type="number"
            min={1}
            value={how.times}
            onInput={event => choose({ ...how, times: event.currentTarget.valueAsNumber || 1 })}
          />
        )}
      </Field>
    )}
    <Field label="Delay in ms">
      {attributes => (
        <input
          {...attributes}
          type="number"
          min={0}
          placeholder="0"
          value={how.delay}
          onInput={event => choose({ ...how, delay: event.currentTarget.value })}
        />
      )}
    </Field>
    <Select
      label="Fault"
      value={how.fault}
      options={faults}
      onPick={fault => choose({ ...how, fault })}
    />
  </div>
)
