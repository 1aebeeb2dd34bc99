import { describe, expect, it } from 'vitest'
import { createProgress } from '../../server/line/progress.ts'

function screen(isTTY?: boolean) {
  const written: string[] = []
  const write = (text: string) => written.push(text)
  return { written, ...(isTTY !== undefined && { isTTY }), columns: 20, write }
}

describe('the progress of a command', () => {
  it('is a line on a terminal that says which, how many and how long, and goes away', () => {
    const terminal = screen(true)
    let time = 0
    const { watch, end } = createProgress(terminal, () => time)
    watch('Lists', 0, 12)
    time = 61_999
    watch('A create has its defaults', 1, 12)
    watch('Removing', 12, 12)
    end()
    expect(terminal.written).toEqual([
      '\r\u001b[K1 of 12, 0 s: Lists',
      '\r\u001b[K2 of 12, 61 s: A cr',
      '\r\u001b[K12 of 12, 61 s: Rem',
      '\r\u001b[K',
    ])
  })

  it.each([undefined, false])('is nothing in a log, whose isTTY is %s', isTTY => {
    const log = screen(isTTY)
    const { watch, end } = createProgress(log)
    watch('A list', 0, 12)
    end()
    expect(log.written).toEqual([])
  })
})
