import { useState } from 'preact/hooks'
import type { ByApi, Settings } from '../../control/inspection.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'

/** What holds for every call: how long it waits, how many are lost, which scenarios are on. */
export function Conditions() {
  const { inspection } = useDesk()
  const { value, reload } = useAsked(inspection.settings.read, 'settings', ['settings'])
  return (
    <>
      <section class="card" aria-label="Every call">
        <h2>Every call</h2>
        {value && <Every settings={value} reload={reload} />}
      </section>
      <ScenarioList />
    </>
  )
}

interface EveryProps {
  readonly settings: ByApi<Settings>
  reload(): Promise<void>
}

function Every({ settings, reload }: EveryProps) {
  const { inspection } = useDesk()
  const doing = useDoing()
  const [first] = Object.values(settings)
  const delay = useDraft(delayOf(first))
  const rate = useDraft(rateOf(first))
  const save = () => {
    const changes = { delay: readDelay(delay.text), errorRate: Number(rate.text) / 100 }
    const change = async () => {
      await inspection.settings.change(changes)
      await reload()
      delay.drop()
      rate.drop()
    }
    void doing(change, 'Every call has that from now on.')
  }
  const limit = (isOn: boolean) =>
    void doing(
      () => inspection.settings.change({ rateLimit: isOn }),
      isOn ? 'Limits of requests are enforced.' : 'There is no limit of requests.',
    )
  return (
    <form
      class="every"
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
    >
      <div class="inline">
        <Field label="Latency in ms" hint="a number, or a range: 100-900">
          {attributes => (
            <input
              {...attributes}
              value={delay.text}
              inputMode="numeric"
              onInput={event => delay.write(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="Lost calls in %" hint="they meet an outage, 503">
          {attributes => (
            <input
              {...attributes}
              type="number"
              min={0}
              max={100}
              value={rate.text}
              onInput={event => rate.write(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={first?.rateLimit !== false}
          onChange={event => limit(event.currentTarget.checked)}
        />{' '}
        Enforce the limits of requests
      </label>
      <div>
        <Button type="submit">Set for every call</Button>
      </div>
    </form>
  )
}

/** What somebody writes over what is held: it stands, whatever else changes meanwhile, until it is dropped. */
function useDraft(held: string) {
  const [draft, write] = useState<string>()
  const drop = () => write(last => (last === draft ? undefined : last))
  return { text: draft ?? held, write, drop }
}

const delayOf = (settings: Settings | undefined): string => {
  const { delay = 0 } = settings ?? {}
  if (typeof delay === 'number') return String(delay)
  return Array.isArray(delay) ? delay.join('-') : ''
}

const rateOf = (settings: Settings | undefined): string => {
  const { errorRate = 0 } = settings ?? {}
  const rate = typeof errorRate === 'number' ? errorRate : errorRate.rate
  return String(Math.round(rate * 1000) / 10)
}

/** `300`, or `100-900`. */
function readDelay(text: string): number | readonly [number, number] {
  const [from = 0, to] = text.split('-').map(Number)
  return to === undefined ? from : [from, to]
}

function ScenarioList() {
  const { inspection } = useDesk()
  const doing = useDoing()
  const { value = {} } = useAsked(inspection.scenarios.list, 'scenarios', ['scenarios'])
  const all = Object.entries(value).flatMap(([api, list]) => list.map(one => ({ api, ...one })))
  const names = [...new Set(all.map(({ name }) => name))]
  return (
    <section class="card" aria-label="Scenarios">
      <h2>Scenarios</h2>
      {names.length === 0 && (
        <p class="quiet">
          There are none. A scenario is a set of overrides and settings under a name: add one with{' '}
          <code>PUT /__admin/scenarios/&lt;name&gt;</code>, or in the configuration.
        </p>
      )}
      {names.length > 0 && (
        <ul class="items">
          {names.map(name => {
            const own = all.filter(one => one.name === name)
            const isOn = own.some(one => one.isOn)
            const turn = () =>
              void doing(
                () => inspection.scenarios.turn(name, !isOn),
                `“${name}” is ${isOn ? 'off' : 'on'}.`,
              )
            return (
              <li key={name}>
                <span class="name">{name}</span>
                <span class="quiet">{own.map(({ api }) => api).join(', ')}</span>
                <Button isPressed={isOn} onPress={turn}>
                  {isOn ? 'On' : 'Off'}
                  <span class="unseen"> {name}</span>
                </Button>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
