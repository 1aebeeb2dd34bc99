import type { Summary } from '../../control/live.ts'
import { durationOf, Method, Status, TimeOf } from '../../parts/badges.tsx'

interface Props {
  readonly call: Summary
  readonly index: number
  /** Pixels from the beginning of the list. */
  readonly top: number
  readonly isChosen: boolean
  readonly hasSessions: boolean
  onChoose(call: Summary): void
}

/** A call in a line. */
export function CallRow({ call, index, top, isChosen, hasSessions, onChoose }: Props) {
  const { api, session, operation, method, path, search, status, at, milliseconds } = call
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys of all its rows
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the row that is active
    <div
      id={`call-${index}`}
      role="row"
      class="row"
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(call)}
    >
      <Cell of="status">
        <Status status={status} />
      </Cell>
      <Cell of="method">
        <Method method={method} />
      </Cell>
      <Cell of="path">
        <bdi>{path}</bdi>
        {search && <bdi class="quiet">{search}</bdi>}
      </Cell>
      <Cell of="operation">
        <Marks call={call} />
        <span class="what">{operation ?? (api ? 'no operation' : 'no API')}</span>
        <span class="quiet">{api}</span>
      </Cell>
      {hasSessions && <Cell of="session">{session ?? '–'}</Cell>}
      <Cell of="duration">{durationOf(milliseconds)}</Cell>
      <Cell of="time">
        <TimeOf at={at} />
      </Cell>
    </div>
  )
}

const Cell = ({
  of,
  children,
}: {
  readonly of: string
  readonly children: preact.ComponentChildren
}) => (
  // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
  <span role="gridcell" class={`cell c-${of}`}>
    {children}
  </span>
)

/** What is to be known of a call at a glance. */
const Marks = ({ call: { violations, warnings, forced } }: { readonly call: Summary }) => (
  <>
    {violations > 0 && (
      <span class="flag bad" title={`${violations} violations of the contract`}>
        {violations}
        <span class="unseen"> violations</span>
      </span>
    )}
    {warnings > 0 && (
      <span class="flag odd" title={`${warnings} warnings`}>
        {warnings}
        <span class="unseen"> warnings</span>
      </span>
    )}
    {forced && <span class="flag forced">forced</span>}
  </>
)
