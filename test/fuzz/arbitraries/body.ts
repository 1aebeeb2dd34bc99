import fc from 'fast-check'
import { bytesOf } from '../request.ts'
import { entriesOf, fieldOf, formOf, oddText, oddValue } from './values.ts'

const broken = (bytes: Uint8Array<ArrayBuffer>, at: number) => {
  const copy = bytes.slice()
  copy[at % Math.max(1, copy.length)] = 0xff
  return copy
}

/** Bodies that are nearly good, and bodies that are nearly none. */
export const bodyOf = (
  good: object,
  names: readonly string[],
): fc.Arbitrary<string | Uint8Array<ArrayBuffer> | null> => {
  const fieldName = fieldOf(names)
  const text = fc.oneof(
    {
      weight: 8,
      arbitrary: entriesOf(fieldName, oddValue).map(odd =>
        JSON.stringify(Object.fromEntries([...Object.entries(good), ...odd])),
      ),
    },
    { weight: 2, arbitrary: fc.constant(JSON.stringify(good)) },
    { weight: 1, arbitrary: oddValue.map(value => JSON.stringify(value)) },
    { weight: 1, arbitrary: oddText },
    { weight: 1, arbitrary: fc.constantFrom('{', '['.repeat(1000), '{"a":'.repeat(1000)) },
    { weight: 1, arbitrary: formOf(fieldName) },
  )
  return fc.oneof(
    { weight: 8, arbitrary: text },
    {
      weight: 1,
      arbitrary: fc.tuple(text.map(bytesOf), fc.nat(400)).map(parts => broken(...parts)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map(bytes => bytes.slice()) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
}
