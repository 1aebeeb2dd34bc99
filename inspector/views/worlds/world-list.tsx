import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/saying.tsx'

/** The worlds that there are, each one press away. */
export function WorldList() {
  const { inspection } = useDesk()
  const doing = useDoing()
  const { value = [], error, reload } = useAsked(inspection.worlds.list, 'worlds')
  const reset = (world?: string) =>
    void doing(
      () => inspection.worlds.reset(world),
      world === undefined ? 'They start over.' : `They start over in the world “${world}”.`,
    )
  return (
    <section class="card" aria-label="Worlds">
      <header>
        <h2>Worlds</h2>
        <Button icon="again" onPress={() => reset()}>
          Start over
        </Button>
      </header>
      <p class="quiet">
        Entities, ids, clocks, overrides and journals start over; settings and checkpoints stay.
      </p>
      {error && <Failure error={error} onRetry={reload} />}
      <ul class="items">
        {value.map(name => (
          <li key={name}>
            <span class="name">{name}</span>
            <Button onPress={() => reset(name)}>
              Go there<span class="unseen"> {name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
