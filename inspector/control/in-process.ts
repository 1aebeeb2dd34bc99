import { ControlProblem } from '../../contract/control/asking.ts'
import { type Control, createControl } from '../../contract/control/control.ts'
import type { ControlHost } from '../../contract/control/controlled.ts'
import type { ControlReply } from '../../contract/control/declaring.ts'
import type { Transport } from './transport.ts'

/** The control API over doubles of this page: the same operations, without a network. */
export function inProcess(host: ControlHost): Transport {
  const control = createControl(host)
  return {
    kind: 'page',
    async ask(method, path, { query = {}, body } = {}) {
      return valueIn(await answer(control, method, path, { query, body }))
    },
    watch({ session, everywhere }, { tell, turn }) {
      let stop: (() => void) | undefined
      let hasLeft = false
      const query = { session, everywhere: everywhere || undefined }
      void answer(control, 'GET', '/events', { query, body: undefined }).then(
        ({ events, body }) => {
          if (hasLeft) return
          turn(events ? 'live' : 'waiting', Object(body).detail)
          stop = events?.(tell)
        },
      )
      return () => {
        hasLeft = true
        stop?.()
      }
    },
  }
}

interface Sent {
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** What travels is JSON here too: nobody is to have in hand what a double holds. */
const answer = (control: Control, method: string, path: string, { query, body }: Sent) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return control.answer({
    ...{ method, path, body: body === undefined ? undefined : JSON.parse(JSON.stringify(body)) },
    query: new URLSearchParams(given.map(([name, value]) => [name, String(value)])),
    origin: location.origin,
  })
}

/** JSON and text, as whoever asks knows it. */
function valueIn({ status, body, pieces, file }: ControlReply) {
  if (status >= 400) {
    const { detail } = Object(body)
    throw new ControlProblem(String(detail), status, Object(body))
  }
  const isText = file && file.type !== 'application/json'
  const text = file?.text ?? (pieces ? [...pieces].join('') : JSON.stringify(body))
  return text === undefined ? undefined : JSON.parse(isText ? JSON.stringify(text) : text)
}
