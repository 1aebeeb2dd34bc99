import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { servedIn } from '../../contract/control/controlled.ts'
import type { OneOrMore } from '../../contract/double/several.ts'
import { inProcess } from '../control/in-process.ts'
import type { Transport } from '../control/transport.ts'
import { Inspector } from '../frame.tsx'
import { IconButton } from '../parts/button.tsx'
import { type Memory, readPlace, useTheme, writePlace } from '../place.ts'
import drawerCss from '../style/drawer.css?inline'
import css from '../style/inspector.css?inline'
import { hostOf, type Worlds } from './host.ts'

/** A drawer that is open. */
export interface Opened {
  close(): void
}

interface DrawerOptions {
  readonly worlds: Worlds
  close(): void
}

/** Draws the inspector over doubles of this page into a shadow root, in a drawer at the bottom. */
export function openDrawer(
  root: ShadowRoot,
  given: OneOrMore,
  { worlds, close }: DrawerOptions,
): Opened {
  const transport = inProcess(hostOf(servedIn(given), worlds))
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(inPixels(css + drawerCss))
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  const place = document.createElement('div')
  root.append(place)
  render(<Drawer transport={transport} close={close} />, place)
  return {
    close() {
      render(null, place)
      place.remove()
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter(one => one !== sheet)
    },
  }
}

/** How large a letter of the page's root is, is the page's: it is to change nothing here. */
const inPixels = (text: string): string =>
  text.replace(/(\d*\.?\d+)rem\b/g, (_, size) => `${Number(size) * 16}px`)

const keptPlace = 'contract-doubles:place'
const keptHeight = 'contract-doubles:height'

/** The page's address is the app's: where the panel is stays in the tab. */
const memory: Memory = {
  get place() {
    return readPlace(sessionStorage.getItem(keptPlace) ?? '')
  },
  move: to => sessionStorage.setItem(keptPlace, writePlace(to)),
  onMove: () => () => {},
  useTheme,
}

function Drawer({ transport, close }: { readonly transport: Transport; close(): void }) {
  const drawer = useRef<HTMLElement>(null)
  const [height, grow] = useState(() => Number(localStorage.getItem(keptHeight) ?? 60))
  const resize = (percent: number) => {
    const within = Math.min(95, Math.max(20, percent))
    localStorage.setItem(keptHeight, String(within))
    grow(within)
  }
  useEffect(() => drawer.current?.focus(), [])
  return (
    <aside
      ref={drawer}
      class="drawer"
      tabIndex={-1}
      aria-label="Inspector of the doubles"
      style={{ height: `${height}%` }}
      onKeyDown={event => {
        // The app's own keys are none of what is typed here.
        event.stopPropagation()
        if (event.key === 'Escape' && !event.defaultPrevented && !isWithinDialog(event)) close()
      }}
    >
      <Edge height={height} resize={resize} />
      <Inspector transport={transport} memory={memory}>
        <IconButton icon="close" name="Close the inspector" onPress={close} />
      </Inspector>
    </aside>
  )
}

const isWithinDialog = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest('dialog') !== null

interface EdgeProps {
  readonly height: number
  resize(percent: number): void
}

/** The upper edge: it is dragged, or moved by arrows. */
const Edge = ({ height, resize }: EdgeProps) => (
  <div
    class="edge"
    role="separator"
    tabIndex={0}
    aria-label="Height of the inspector"
    aria-orientation="horizontal"
    aria-valuenow={Math.round(height)}
    aria-valuemin={20}
    aria-valuemax={95}
    onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
    onPointerMove={event => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
      resize(100 - (event.clientY / innerHeight) * 100)
    }}
    onKeyDown={event => {
      const step = { ArrowUp: 5, ArrowDown: -5 }[event.key]
      if (step === undefined) return
      event.preventDefault()
      resize(height + step)
    }}
  />
)
