import type { StandingOverride } from '../../control/inspection.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Status } from '../../parts/badges.tsx'
import { Button } from '../../parts/button.tsx'

/** What is forced at the moment, with a way to take it back. */
export function Standing() {
  const { inspection } = useDesk()
  const doing = useDoing()
  const { value = [] } = useAsked(inspection.overrides.list, 'overrides', ['overrides'])
  const takeAll = () => void doing(inspection.overrides.removeAll, 'Nothing is forced any more.')
  return (
    <section class="card all" aria-label="In force">
      <header>
        <h2>In force</h2>
        {value.length > 0 && <Button onPress={takeAll}>Take all back</Button>}
      </header>
      {value.length === 0 ? (
        <p class="quiet">Nothing is forced: every double answers as its contract has it.</p>
      ) : (
        <ul class="items">
          {value.map(one => (
            <li key={`${one.api}/${one.id}`}>
              <OneStanding standing={one} />
              <Button
                onPress={() =>
                  void doing(
                    () => inspection.overrides.remove(one.api, one.id),
                    `${one.operation} is no longer forced.`,
                  )
                }
              >
                Take back
                <span class="unseen">
                  {' '}
                  {one.operation} {one.id}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function OneStanding({ standing }: { readonly standing: StandingOverride }) {
  const { api, operation, override, left } = standing
  const { status, example, delay, fault, where } = override
  const told = [
    ...(example === undefined ? [] : [`as “${example}”`]),
    ...(delay === undefined ? [] : [`after ${JSON.stringify(delay)} ms`]),
    ...(fault === undefined ? [] : [`with ${faultIn(fault)}`]),
    ...(where === undefined ? [] : [`where ${JSON.stringify(where)}`]),
    left === null ? 'always' : `${left} more ${left === 1 ? 'time' : 'times'}`,
  ]
  return (
    <>
      {typeof status === 'number' && <Status status={status} />}
      <span class="name">
        {operation} <span class="quiet">{api}</span>
      </span>
      <span class="quiet">{told.join(', ')}</span>
    </>
  )
}

const faultIn = (fault: unknown): string =>
  typeof fault === 'string' ? `the fault ${fault}` : `an outage, ${Object(fault).outage}`
