import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultIn, toPlace } from '../../server/files/json-fault.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('where a text stops being JSON', () => {
  it.each<readonly [string, number | undefined]>([
    ['{"a":[1,-2.5e+3,true,false,null,"\\u00e9\\n"],"b":{}}', undefined],
    [' \t\r\n1 ', undefined],
    ['{ "a": 1, }', 10],
    ['{"a":x}', 5],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[01]', 2],
    ['1 2', 2],
    ["['a']", 1],
    ['["\\x"]', 1],
    ['["a\nb"]', 1],
    ['[}', 1],
    ['// no', 0],
    ['{"a":', 5],
    ['[1', 2],
    ['', 0],
    ['"open', 0],
  ])('%j: %s', (text, at) => expect(faultIn(text)).toBe(at))

  it('is nowhere where it is JSON, and somewhere where it is none', () => {
    const damaged = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom(...'{}[]",:0-.eEtn\\ \n\0'))
      .map(([text, nth, letter]) => {
        const at = nth % (text.length + 1)
        return nth % 2
          ? text.slice(0, at) + letter + text.slice(at)
          : text.slice(0, at) + text.slice(at + 1)
      })
    fc.assert(
      fc.property(damaged, text => {
        const at = faultIn(text)
        expect(at === undefined).toBe(isJson(text))
        // What is before it may be the beginning of some.
        if (at !== undefined && at < text.length)
          expect(faultIn(text.slice(0, at)) ?? at).not.toBeLessThan(at)
      }),
      { numRuns: 2000 },
    )
  })

  it('is found in a text of any length and depth', () => {
    const long = `["${'x'.repeat(3_000_000)}"`
    expect(faultIn(long)).toBe(long.length)
    expect(faultIn('['.repeat(1_000_000))).toBe(1_000_000)
  })

  it('is told as editors count', () => {
    expect(toPlace('{\n  "a": x\n}', 9)).toEqual({ line: 2, column: 8 })
    expect(toPlace('x', 0)).toEqual({ line: 1, column: 1 })
    expect(toPlace('[\r\n', 3)).toEqual({ line: 2, column: 1 })
  })
})
