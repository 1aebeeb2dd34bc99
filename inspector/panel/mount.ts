/**
 * The inspector as a panel in an app.
 *
 * @module contract-doubles/inspector
 */

import type { OneOrMore } from '../../contract/double/several.ts'
import type { Opened } from './drawer.tsx'

/** How the panel is mounted; all of it optional. */
export interface InspectorOptions {
  /** Worlds to go to besides `documented` and `empty`, by name: `{ demo }`, of `contract-doubles/fixtures`. */
  readonly worlds?: Readonly<Record<string, object>>
}

/** A panel that is mounted. */
export interface MountedInspector {
  open(): Promise<void>
  close(): void
  /** Takes the panel away, button and all. */
  unmount(): void
}

const name = 'contract-doubles-inspector'
const kept = 'contract-doubles:open'

/**
 * Puts a button into a corner of the page, which opens a drawer to see and to steer doubles by that live in the page. All
 * but the button is loaded when it is opened. It remembers whether it was open, and where.
 *
 * @example
 * const overplane = createOverplane()
 * await startWorker(overplane)
 * mountInspector(overplane)
 */
export function mountInspector(given: OneOrMore, options: InspectorOptions = {}): MountedInspector {
  if (!customElements.get(name)) customElements.define(name, class extends HTMLElement {})
  const host = document.createElement(name)
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheetOf(style)]
  const button = toButton()
  root.append(button)
  let opened: Promise<Opened> | undefined
  const close = (): void => {
    void opened?.then(drawer => drawer.close())
    opened = undefined
    sessionStorage.removeItem(kept)
    button.hidden = false
    button.focus()
  }
  const open = async (): Promise<void> => {
    if (opened) return
    button.hidden = true
    sessionStorage.setItem(kept, 'yes')
    opened = import('./drawer.tsx').then(({ openDrawer }) =>
      openDrawer(root, given, { worlds: options.worlds ?? {}, close }),
    )
    await opened
  }
  button.addEventListener('click', () => void open())
  document.body.append(host)
  if (sessionStorage.getItem(kept) !== null) void open()
  return {
    ...{ open, close },
    unmount() {
      close()
      sessionStorage.removeItem(kept)
      host.remove()
    },
  }
}

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  return sheet
}

function toButton(): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'opener'
  button.title = 'Inspect the doubles'
  button.setAttribute('aria-label', button.title)
  const mark = document.createElement('span')
  button.append(mark)
  return button
}

const style = `
:host { all: initial }
[hidden] { display: none !important }
.opener {
  position: fixed; z-index: 2147483000; right: 16px; bottom: 16px; width: 44px; height: 44px; padding: 0;
  border: 1px solid light-dark(#d5d8e2, #3a4152); border-radius: 12px; cursor: pointer; color-scheme: light dark;
  background: light-dark(#fff, #171a22); box-shadow: 0 6px 20px rgb(20 24 40 / 20%);
}
.opener:focus-visible { outline: 3px solid light-dark(#4149c4, #a3abff); outline-offset: 2px }
.opener > span { position: absolute; inset: 11px }
.opener > span::before, .opener > span::after {
  content: ''; position: absolute; width: 14px; height: 14px; border-radius: 4px;
  background: light-dark(#4149c4, #a3abff);
}
.opener > span::after { right: 0; bottom: 0; opacity: .45 }
`
