import type { LiveEvent } from '../../contract/control/declaring.ts'
import type { Summary } from '../../contract/control/subjects/live/summary.ts'
import type { Liveness, Looking, Transport } from './transport.ts'

export type { Summary }

/** What happens, as it happens, and the last of what happened. */
export interface Live {
  /** The oldest first, up to a limit. */
  readonly calls: readonly Summary[]
  /** How many there were before the first of them. */
  readonly gone: number
  readonly liveness: Liveness | 'starting'
  /** Why it is waited for. */
  readonly why: string | undefined
  /** Calls back when calls came, or when it is live or no longer so; gives what stops that. */
  subscribe(changed: () => void): () => void
  /** Calls back when one of these subjects is no longer as it was. */
  onChange(subjects: readonly string[], changed: () => void): () => void
  stop(): void
}

/** How many calls are shown. */
const most = 10_000

export function createLive(transport: Transport, at: Looking): Live {
  const listening = createListening()
  const state: { calls: Summary[]; gone: number; liveness: Live['liveness']; why?: string } = {
    ...{ calls: [], gone: 0, liveness: 'starting' },
  }
  const take = (data: CallsData): void => {
    const all = data.isWhole ? [...data.calls] : [...state.calls, ...data.calls]
    const surplus = Math.max(0, all.length - most)
    state.gone = data.isWhole ? surplus : state.gone + surplus
    state.calls = surplus > 0 ? all.slice(surplus) : all
    listening.soon()
  }
  const stop = transport.watch(at, {
    tell(event) {
      const told = readEvent(event)
      if (told.calls) take(told.calls)
      if (told.what) listening.changed(told.what)
    },
    turn(to, why) {
      const isBack = to === 'live' && state.liveness === 'waiting'
      state.liveness = to
      state.why = why ?? ''
      listening.soon()
      // What happened in between nobody has told.
      if (isBack) listening.changed(undefined)
    },
  })
  return {
    get calls() {
      return state.calls
    },
    get gone() {
      return state.gone
    },
    get liveness() {
      return state.liveness
    },
    get why() {
      return state.why
    },
    subscribe: listening.subscribe,
    onChange: listening.onChange,
    stop,
  }
}

interface CallsData {
  readonly isWhole: boolean
  readonly calls: readonly Summary[]
}

/** An event by what it carries, which the control API has made sure of. */
function readEvent({ event, data }: LiveEvent) {
  const calls: CallsData | undefined = event === 'calls' ? Object(data) : undefined
  const what: readonly string[] | undefined = event === 'changed' ? Object(data).what : undefined
  return { calls, what }
}

/** Who is told: of calls once for a picture, however many there were. */
function createListening() {
  const all = new Set<() => void>()
  const bySubject = new Set<{ readonly subjects: readonly string[]; changed(): void }>()
  let isDue = false
  const tell = (): void => {
    isDue = false
    for (const changed of all) changed()
  }
  return {
    soon(): void {
      if (isDue) return
      isDue = true
      requestAnimationFrame(tell)
    },
    subscribe(changed: () => void) {
      all.add(changed)
      return () => void all.delete(changed)
    },
    onChange(subjects: readonly string[], changed: () => void) {
      const one = { subjects, changed }
      bySubject.add(one)
      return () => void bySubject.delete(one)
    },
    /** Without subjects all of them. */
    changed(what: readonly string[] | undefined): void {
      for (const { subjects, changed } of [...bySubject]) {
        if (!what || subjects.some(one => what.includes(one))) changed()
      }
    },
  }
}
