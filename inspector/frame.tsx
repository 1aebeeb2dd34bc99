import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { createInspection } from './control/inspection.ts'
import { createLive } from './control/live.ts'
import type { Transport } from './control/transport.ts'
import { type Desk, DeskContext } from './desk.ts'
import { Bar } from './parts/bar.tsx'
import { Icon } from './parts/icon.tsx'
import { useKeys } from './parts/keys.ts'
import { Notices, useNotices } from './parts/notices.tsx'
import type { Memory } from './place.ts'
import { views } from './views/views.ts'

interface Props {
  readonly transport: Transport
  /** Where it is, and stays. */
  readonly memory: Memory
  /** What stands at the end of its bar. */
  readonly children?: ComponentChildren
}

/** The inspector: a bar, the names of its views, and one of them. */
export function Inspector({ transport, memory, children }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState(memory.place)
  const [session, choose] = useState<string>()
  const { notices, notify } = useNotices()
  const inspection = useMemo(() => createInspection(transport, session), [transport, session])
  const live = useMemo(
    () => createLive(transport, { session, everywhere: session === undefined }),
    [transport, session],
  )
  useEffect(() => live.stop, [live])
  useEffect(() => memory.onMove(setPlace), [memory])
  useKeys(root, count => go(views[count]?.name ?? 'calls'))
  const go = (...to: readonly string[]) => {
    memory.move(to)
    setPlace(to)
  }
  const desk: Desk = { inspection, live, place, go, choose, notify }
  const view = views.find(({ name }) => name === place[0]) ?? views[0]
  const theme = memory.useTheme()
  // An app has a main part of its own.
  const Main = transport.kind === 'server' ? 'main' : 'section'
  return (
    <DeskContext.Provider value={desk}>
      <div class="inspector" ref={root} data-theme={theme.name}>
        <div class="frame">
          <Bar theme={theme} transport={transport}>
            {children}
          </Bar>
          <ViewNames open={view?.name ?? ''} go={go} />
          <Main class={`view view-${view?.name}`} aria-label={view?.title}>
            {view && <view.draw key={view.name} />}
          </Main>
          <Notices notices={notices} />
        </div>
      </div>
    </DeskContext.Provider>
  )
}

interface NamesProps {
  /** The name of the view that is open. */
  readonly open: string
  go(name: string): void
}

/** The names of the views; the open one is in sight, however narrow it is. */
function ViewNames({ open, go }: NamesProps) {
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    const current = nav.current?.querySelector(`[data-name="${open}"]`)
    current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [open])
  return (
    <nav ref={nav} class="views" aria-label="Views">
      {views.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          data-name={name}
          aria-current={name === open ? 'page' : undefined}
          onClick={() => go(name)}
        >
          <Icon name={name} />
          <span>{title}</span>
        </button>
      ))}
    </nav>
  )
}
