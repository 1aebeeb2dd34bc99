import { useMemo, useRef, useState } from 'preact/hooks'
import type { Summary } from '../../control/live.ts'
import { useDesk, useDoing, useLive } from '../../desk.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { Search, Segments, Select } from '../../parts/field.tsx'
import { counted, Empty } from '../../parts/saying.tsx'
import { CallDetail } from './detail.tsx'
import { everything, type Filter, filtered, isEverything } from './filter.ts'
import { CallRows, keyOf } from './rows.tsx'

/** The calls as they come; one of them in all its parts. */
export function Calls() {
  const { place, go, inspection } = useDesk()
  const live = useLive()
  const held = useRef<readonly Summary[]>()
  const [filter, choose] = useState(everything)
  const [, redraw] = useState(0)
  const all = held.current ?? live.calls
  const calls = useMemo(() => filtered(all, filter), [all, filter])
  const chosen = all.find(call => placeOf(call).join() === place.slice(1).join())
  const open = (call: Summary | undefined) => go('calls', ...(call ? placeOf(call) : []))
  const pause = () => {
    held.current = held.current ? undefined : live.calls
    redraw(count => count + 1)
  }
  const waiting = held.current ? newerThan(live.calls, held.current) : 0
  return (
    <div class={chosen ? 'split opened' : 'split'}>
      <section class="list" aria-label="All calls">
        <Tools
          {...{ filter, choose, pause, waiting, calls: all }}
          isPaused={held.current !== undefined}
        />
        {calls.length > 0 ? (
          <CallRows
            calls={calls}
            chosen={chosen && keyOf(chosen)}
            hasSessions={inspection.session === undefined && all.some(one => one.session)}
            onChoose={open}
          />
        ) : (
          <Nothing isFiltered={!isEverything(filter)} reset={() => choose(everything)} />
        )}
        <p class="count quiet" role="status">
          {counted(calls.length, 'call')}
          {calls.length < all.length && ` of ${all.length.toLocaleString('en')}`}
          {live.gone > 0 && `, ${live.gone.toLocaleString('en')} older ones are gone`}
        </p>
      </section>
      {chosen && <CallDetail key={keyOf(chosen)} call={chosen} onClose={() => open(undefined)} />}
    </div>
  )
}

/** Where a call is shown: its API, its number, and its session. */
const placeOf = ({ api, nth, session }: Summary): readonly string[] => [
  ...[api ?? '-', String(nth)],
  ...(session === undefined ? [] : [session]),
]

const newerThan = (now: readonly Summary[], then: readonly Summary[]): number => {
  const last = then.at(-1)
  return last ? now.length - 1 - now.lastIndexOf(last) : now.length
}

interface ToolsProps {
  readonly filter: Filter
  choose(filter: Filter): void
  readonly calls: readonly Summary[]
  readonly isPaused: boolean
  readonly waiting: number
  pause(): void
}

/** What narrows the list down, and what stops it. */
function Tools({ filter, choose, calls, isPaused, waiting, pause }: ToolsProps) {
  const { inspection } = useDesk()
  const doing = useDoing()
  const apis = [...new Set(calls.map(({ api }) => api ?? '-'))].toSorted()
  const sessions = [...new Set(calls.flatMap(({ session = [] }) => session))]
  const clear = () => doing(() => inspection.calls.clear(sessions), 'The journal is empty.')
  return (
    <div class="tools">
      <Search
        label="Search calls"
        value={filter.text}
        onSearch={text => choose({ ...filter, text })}
      />
      <Segments
        label="Show"
        value={filter.kind}
        options={[
          ['all', 'All'],
          ['wrong', 'Off contract'],
          ['failed', 'Refused'],
          ['forced', 'Forced'],
        ]}
        onPick={kind => choose({ ...filter, kind })}
      />
      <Select
        label="API"
        value={filter.api}
        options={[
          ['', 'All APIs'],
          ...apis.map(api => [api, api === '-' ? 'no API' : api] as const),
        ]}
        onPick={api => choose({ ...filter, api })}
      />
      <span class="end">
        {isPaused && waiting > 0 && (
          <Button kind="primary" onPress={pause}>
            {waiting} new
          </Button>
        )}
        <IconButton
          icon={isPaused ? 'play' : 'pause'}
          name={isPaused ? 'Go on' : 'Pause'}
          isPressed={isPaused}
          onPress={pause}
        />
        <IconButton icon="bin" name="Clear the journal" onPress={clear} />
      </span>
    </div>
  )
}

/** Why there is no call to be seen. */
function Nothing({ isFiltered, reset }: { readonly isFiltered: boolean; reset(): void }) {
  const { inspection, live } = useDesk()
  if (live.liveness === 'starting') return <div class="rows" />
  if (isFiltered) {
    return (
      <Empty icon="search" title="No call is like that">
        <Button onPress={reset}>Show all calls</Button>
      </Empty>
    )
  }
  return (
    <Empty icon="calls" title="No calls yet">
      {inspection.kind === 'page' ? (
        <p>Use the app: what it asks the doubles for appears here.</p>
      ) : (
        <p>
          Point your app at <code>{location.origin}</code>: what it asks for appears here at once.
        </p>
      )}
    </Empty>
  )
}
