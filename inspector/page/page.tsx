import { render } from 'preact'
import { overHttp } from '../control/over-http.ts'
import { Inspector } from '../frame.tsx'
import { type Memory, readPlace, useTheme, writePlace } from '../place.ts'
import '../style/inspector.css'
import '../style/page.css'

/** The address of the page says where it is, so that a place can be linked to. */
const memory: Memory = {
  get place() {
    return readPlace(location.hash)
  },
  move(to) {
    const hash = writePlace(to)
    if (hash !== location.hash) location.hash = hash
  },
  onMove(moved) {
    const listen = () => moved(readPlace(location.hash))
    addEventListener('hashchange', listen)
    return () => removeEventListener('hashchange', listen)
  },
  useTheme,
}

render(<Inspector transport={overHttp(location.origin)} memory={memory} />, document.body)
