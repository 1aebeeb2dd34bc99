import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createColumn } from '../../handlers/pterodactyl/lists/column.ts'

it('finds the rows that have a text in them, each once, in their order', () => {
  const column = createColumn(['ada@example.com', '', 'anna', 'ADA', 'x\nada', 'ada'])
  expect(column.rowsWith('ada', 'part')).toEqual([0, 4, 5])
  expect(column.rowsWith('a', 'part')).toEqual([0, 2, 4, 5])
  expect(column.rowsWith('x\na', 'part')).toEqual([4])
  expect(column.rowsWith('a\n', 'part')).toEqual([])
  expect(column.rowsWith('nobody', 'part')).toEqual([])
})

it('finds the rows that are a text', () => {
  const column = createColumn(['ada', 'ada@example.com', 'nada', 'ada', 'x\nada'])
  expect(column.rowsWith('ada', 'whole')).toEqual([0, 3])
  expect(column.rowsWith('x\nada', 'whole')).toEqual([4])
  expect(createColumn([]).rowsWith('ada', 'whole')).toEqual([])
})

it('finds what a look at each row finds, whatever that holds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '😀', '\n', '\r') })
  fc.assert(
    fc.property(fc.array(text), text, (values, sought) => {
      fc.pre(sought !== '')
      const column = createColumn(values)
      const rows = [...values.keys()]
      expect(column.rowsWith(sought, 'part')).toEqual(
        rows.filter(row => values[row]?.includes(sought)),
      )
      expect(column.rowsWith(sought, 'whole')).toEqual(rows.filter(row => values[row] === sought))
    }),
  )
})
