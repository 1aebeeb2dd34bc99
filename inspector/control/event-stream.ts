import type { LiveEvent } from '../../contract/control/declaring.ts'

/** Reads server-sent events out of a text that comes in pieces. */
export function createReader(told: (event: LiveEvent) => void): (piece: string) => void {
  let rest = ''
  return piece => {
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = eventIn(block)
      if (event) told(event)
    }
  }
}

function eventIn(block: string): LiveEvent | undefined {
  const fields = new Map(
    block.split('\n').map(line => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)] as const
    }),
  )
  const [id, event, data] = ['id', 'event', 'data'].map(name => fields.get(name))
  if (event === undefined || data === undefined) return undefined
  return { ...(id !== undefined && { id }), event, data: JSON.parse(data) }
}
