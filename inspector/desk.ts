import { createContext } from 'preact'
import { useContext, useEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { Inspection } from './control/inspection.ts'
import type { Live } from './control/live.ts'

/** What every view has at hand. */
export interface Desk {
  readonly inspection: Inspection
  readonly live: Live
  /** Where the inspector is: `['calls', 'overplane', '12']`. */
  readonly place: readonly string[]
  go(...place: readonly string[]): void
  /** Whose doubles are shown: a session's, or those outside of all. */
  choose(session: string | undefined): void
  /** Says in a line what was done, or why it could not be. */
  notify(text: string, tone?: 'done' | 'failed'): void
}

export const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('Failed to draw a view: it stands in no inspector.')
  return desk
}

/** The calls as they come, drawn anew for each picture at most. */
export function useLive(): Live {
  const { live } = useDesk()
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    // Something may have come between the first picture and now.
    redraw(undefined)
    return live.subscribe(() => redraw(undefined))
  }, [live])
  return live
}

/** Something that was asked for, as far as it has come. */
export interface Asked<Value> {
  /** The last one that came; it stays while the next is under way. */
  readonly value: Value | undefined
  readonly error: Error | undefined
  /** Asks again; done when the answer has come. */
  reload(): Promise<void>
}

/**
 * Asks for something, again where the key is another one, and whenever one of the subjects is no longer as it was. Of
 * several answers that of the last question counts.
 */
export function useAsked<Value>(
  ask: () => Promise<Value>,
  key: string,
  subjects: readonly string[] = [],
): Asked<Value> {
  const { live, inspection } = useDesk()
  const [asked, settle] = useState<Omit<Asked<Value>, 'reload'>>({
    ...{ value: undefined, error: undefined },
  })
  const last = useRef(0)
  const own = useRef(ask)
  own.current = ask
  const reload = useRef((): Promise<void> => {
    const run = ++last.current
    const isLast = () => run === last.current
    return own.current().then(
      value => {
        if (isLast()) settle({ value, error: undefined })
      },
      (error: Error) => {
        if (isLast()) settle(({ value }) => ({ value, error }))
      },
    )
  }).current
  useEffect(() => void reload(), [key, inspection])
  useEffect(() => live.onChange(subjects, reload), [live, subjects.join(), reload])
  return { ...asked, reload }
}

/** Does something, and says in a line that it was done, or why it could not be. */
export function useDoing(): (act: () => Promise<unknown>, done: string) => Promise<boolean> {
  const { notify } = useDesk()
  return async (act, done) => {
    try {
      await act()
      notify(done)
      return true
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), 'failed')
      return false
    }
  }
}
