import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { isValid } from '../../contract/answer/valid.ts'
import { pluralOf } from '../../contract/store/plural.ts'
import { demo } from '../../fixtures/index.ts'
import { createDoubles } from '../../handlers/index.ts'

/** Values that are none of most schemas, and some that are. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 'a', 0, -0, 1.5, 2 ** 60, Number.NaN, Infinity),
  fc.constantFrom<unknown>(true, [], {}, [null], { a: 1 }, new Date(0), 5n, Symbol('a'), () => {}),
)
const agree = (schema: z.core.$ZodType, value: unknown): void => {
  expect(isValid(schema, value)).toBe(z.safeParse(schema, value).success)
}

const kinds: Readonly<Record<string, z.core.$ZodType>> = {
  string: z.string(),
  'a short string': z.string().check(z.maxLength(0)),
  email: z.email(),
  number: z.number(),
  int: z.int(),
  'a positive int': z.int().check(z.gte(1)),
  'a number below another': z.number().check(z.lt(2)),
  'a number in between': z.number().check(z.gt(-1), z.lte(1.5)),
  'a multiple': z.number().check(z.multipleOf(1)),
  'a multiple of a fraction': z.number().check(z.multipleOf(0.5)),
  boolean: z.boolean(),
  null: z.null(),
  literal: z.literal(['a', 1, null]),
  enum: z.enum(['a', 'b']),
  'an enum of numbers': z.enum({ a: 0, 0: 'a' }),
  nullable: z.nullable(z.string()),
  optional: z.optional(z.string()),
  exactOptional: z.exactOptional(z.string()),
  union: z.union([z.string(), z.int(), z.strictObject({ a: z.int() })]),
  array: z.array(z.nullable(z.string())),
  'a long array': z.array(z.string()).check(z.minLength(1)),
  default: z._default(z.string(), 'a'),
  prefault: z.prefault(z.string(), 'a'),
  pipe: z.pipe(z.string(), z.transform(Number)),
  unknown: z.unknown(),
  record: z.record(z.string(), z.int()),
  date: z.date(),
  bigint: z.bigint(),
  refined: z.string().check(z.refine(text => text === 'a')),
}
const object = z.strictObject({ a: z.int(), b: z.optional(z.string()), c: z.nullable(z.null()) })
const objects = {
  strict: object,
  loose: z.looseObject({ a: z.int() }),
  plain: z.object({ a: z.int() }),
  'loose, with optional fields': z.looseObject({ a: z.optional(z.int()), c: z.unknown() }),
  'with others of a kind': z.catchall(z.object({ a: z.int() }), z.string()),
  'with exact optional fields': z.strictObject({ a: z.exactOptional(z.int()) }),
  'with a check': z.strictObject({ a: z.int() }).check(z.refine(({ a }) => a > 0)),
}

describe('what is valid', () => {
  it.each(Object.entries(kinds))('is what zod says is: %s', (_, schema) => {
    fc.assert(
      fc.property(fc.oneof(odd, fc.jsonValue(), fc.string()), value => agree(schema, value)),
    )
  })

  it.each(Object.entries(objects))('is what zod says is, of an object: %s', (_, schema) => {
    const value = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), odd)
    fc.assert(fc.property(fc.oneof(value, odd), one => agree(schema, one)))
    for (const one of [{ a: 1, b: 'b', c: null }, { a: 1, c: null }, { a: 1 }, { a: 0 }]) {
      agree(schema, one)
    }
  })

  it.each(firstEntities())(
    'is what zod says is, of %s, with any field changed',
    (_, schema, one) => {
      expect(isValid(schema, one)).toBe(true)
      const fields = fc.constantFrom(...Object.keys(one), 'another')
      fc.assert(
        fc.property(fields, odd, (field, value) => agree(schema, { ...one, [field]: value })),
      )
      for (const field of Object.keys(one)) {
        const { [field]: _, ...rest } = one
        agree(schema, rest)
      }
    },
  )
})

/** An entity of each model, with its schema. */
function firstEntities() {
  const doubles = createDoubles({ world: demo })
  const all = [doubles.overplane, doubles.pterodactyl, doubles.oberplan]
  return all.flatMap(({ name, entities, snapshot }) => {
    const held = snapshot()
    return Object.entries(entities).flatMap(([model, { schema }]) => {
      const [first] = held[pluralOf(model)] as Record<string, unknown>[]
      return first ? [[`${name} ${model}`, schema, first] as const] : []
    })
  })
}
