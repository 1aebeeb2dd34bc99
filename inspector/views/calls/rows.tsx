import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Summary } from '../../control/live.ts'
import { CallRow } from './row.tsx'

interface Props {
  /** The newest first. */
  readonly calls: readonly Summary[]
  readonly chosen: string | undefined
  readonly hasSessions: boolean
  onChoose(call: Summary): void
}

/** What tells a call from all others. */
export const keyOf = ({ session = '', api, nth, at }: Summary): string =>
  `${session}/${api ?? ''}/${nth}/${at}`

/** Rows that are drawn beyond what is in sight, on either side. */
const spare = 8

/**
 * Thousands of calls, of which only those in sight are drawn. What is in sight stays where it is while others come in
 * above; arrows, Home, End and the page keys go from one to another.
 */
export function CallRows({ calls, chosen, hasSessions, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { top, height, row } = useWindowOf(box)
  usePlaceKept(box, calls, row)
  const active = calls.findIndex(call => keyOf(call) === chosen)
  const first = Math.max(0, Math.floor(top / row) - spare)
  const last = Math.min(calls.length, Math.ceil((top + height) / row) + spare)
  useLayoutEffect(() => intoSight(box.current, active * row, row), [chosen, row])
  const move = (event: KeyboardEvent) => {
    const to = targetOf(event.key, active, calls.length, Math.max(1, Math.floor(height / row) - 1))
    const call = to === undefined ? undefined : calls[to]
    if (to === undefined || !call) return
    event.preventDefault()
    onChoose(call)
  }
  return (
    <div
      ref={box}
      class={hasSessions ? 'rows in-sessions' : 'rows'}
      role="grid"
      tabIndex={0}
      aria-label="Calls"
      aria-rowcount={calls.length}
      aria-activedescendant={active >= first && active < last ? `call-${active}` : undefined}
      onKeyDown={move}
    >
      <div class="rows-all" role="rowgroup" style={{ height: `${calls.length * row}px` }}>
        {calls.slice(first, last).map((call, nth) => (
          <CallRow
            key={keyOf(call)}
            call={call}
            index={first + nth}
            top={(first + nth) * row}
            isChosen={first + nth === active}
            hasSessions={hasSessions}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  )
}

/** How much of a box is in sight, and how high a row of it is: two lines where there is little room. */
function useWindowOf(box: { readonly current: HTMLElement | null }) {
  const [seen, see] = useState({ top: 0, height: 600, row: 34 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      const row = element.clientWidth < 560 ? 54 : 34
      see({ top: element.scrollTop, height: element.clientHeight, row })
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box])
  return seen
}

/** Whoever has scrolled down goes on to see the same calls, however many come in above them. */
function usePlaceKept(
  box: { readonly current: HTMLElement | null },
  calls: readonly Summary[],
  row: number,
): void {
  const before = useRef<string>()
  useLayoutEffect(() => {
    const element = box.current
    const first = calls[0]
    const added = before.current ? calls.findIndex(call => keyOf(call) === before.current) : 0
    if (element && added > 0 && element.scrollTop > 0) element.scrollTop += added * row
    before.current = first && keyOf(first)
  })
}

/** Which row a key leads to. */
function targetOf(key: string, at: number, count: number, page: number): number | undefined {
  const ways: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }
  const to = ways[key]
  return to === undefined ? undefined : Math.min(count - 1, Math.max(0, to))
}

function intoSight(box: HTMLElement | null, top: number, row: number): void {
  if (!box || top < 0) return
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + row > box.scrollTop + box.clientHeight)
    box.scrollTop = top + row - box.clientHeight
}
