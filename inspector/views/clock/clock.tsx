import { useEffect, useState } from 'preact/hooks'
import type { ByApi, Time } from '../../control/inspection.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { Failure, Waiting } from '../../parts/saying.tsx'

const steps = [
  ['1 minute', '1m'],
  ['15 minutes', '15m'],
  ['1 hour', '1h'],
  ['1 day', '1d'],
  ['30 days', '30d'],
] as const

/** What time it is for the doubles, and what is done about it. */
export function ClockView() {
  const { inspection } = useDesk()
  const doing = useDoing()
  const { value, error, reload } = useAsked(inspection.clock.read, 'clock', ['clock'])
  if (error && !value) return <Failure error={error} onRetry={reload} />
  if (!value) return <Waiting />
  const turn = (body: Readonly<Record<string, unknown>>, done: string) =>
    void doing(() => inspection.clock.turn(body), done).then(reload)
  const isFrozen = Object.values(value).some(one => one.isFrozen)
  return (
    <div class="cards">
      <section class="card" aria-label="Times">
        <h2>It is now</h2>
        <Times key={JSON.stringify(value)} times={value} />
      </section>
      <section class="card" aria-label="Turn the clocks">
        <h2>Turn all clocks</h2>
        <div class="actions">
          {isFrozen ? (
            <Button icon="play" onPress={() => turn({ run: true }, 'They run on.')}>
              Run
            </Button>
          ) : (
            <Button icon="pause" onPress={() => turn({ freeze: true }, 'They stand still.')}>
              Freeze
            </Button>
          )}
          <Button icon="again" onPress={() => turn({ reset: true }, 'They run as at the start.')}>
            Back to now
          </Button>
        </div>
        <h3>Go on by</h3>
        <div class="actions">
          {steps.map(([name, by]) => (
            <Button key={by} onPress={() => turn({ advance: by }, `They went on by ${name}.`)}>
              {name}
            </Button>
          ))}
        </div>
        <TurnForm turn={turn} />
      </section>
    </div>
  )
}

interface TurnProps {
  turn(body: Readonly<Record<string, unknown>>, done: string): void
}

/** For all that the buttons do not have: any span, any moment. */
function TurnForm({ turn }: TurnProps) {
  const [span, writeSpan] = useState('')
  const [moment, writeMoment] = useState('')
  const advance = () =>
    turn({ advance: /^\d+$/.test(span) ? Number(span) : span }, `They went on by ${span}.`)
  return (
    <>
      <form
        class="inline"
        onSubmit={event => {
          event.preventDefault()
          advance()
        }}
      >
        <Field label="Another span" hint="as in 90s, 15m, 2h, 30d, or milliseconds">
          {attributes => (
            <input
              {...attributes}
              value={span}
              placeholder="2h"
              onInput={event => writeSpan(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button type="submit" isDisabled={span === ''}>
          Advance
        </Button>
      </form>
      <form
        class="inline"
        onSubmit={event => {
          event.preventDefault()
          turn({ set: moment }, `It is ${moment}.`)
        }}
      >
        <Field label="A moment" hint="ISO 8601; without a zone it is UTC">
          {attributes => (
            <input
              {...attributes}
              value={moment}
              placeholder="2030-06-01T12:00:00Z"
              onInput={event => writeMoment(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button type="submit" isDisabled={moment === ''}>
          Go there
        </Button>
      </form>
    </>
  )
}

/** The time of each API; one that runs goes on in sight. */
function Times({ times }: { readonly times: ByApi<Time> }) {
  const [since] = useState(() => Date.now())
  const [passed, pass] = useState(0)
  const runs = Object.values(times).some(({ isFrozen }) => !isFrozen)
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => pass(Date.now() - since), 1000)
    return () => clearInterval(timer)
  }, [runs, since])
  return (
    <ul class="items times">
      {Object.entries(times).map(([api, { now, isFrozen }]) => {
        const own = isFrozen ? now : new Date(Date.parse(now) + passed).toISOString()
        return (
          <li key={api}>
            <time dateTime={own}>
              <span class="day">{own.slice(0, 10)}</span> {own.slice(11, 19)}
            </time>
            <span class="name quiet">{api}</span>
            <span class={isFrozen ? 'flag forced' : 'flag good'}>
              {isFrozen ? 'frozen' : 'running'}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
