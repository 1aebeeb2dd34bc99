import * as z from 'zod/mini'

/** A value as one of the schema, or what is wrong with it. */
export function examine<Schema extends z.core.$ZodType>(schema: Schema, value: unknown) {
  try {
    return z.safeParse(schema, value, reporting)
  } catch (thrown) {
    // zod hands issues on as arguments: where they are more than the stack holds, the first one has to do.
    if (thrown instanceof RangeError) return z.safeParse(schema, value, { ...reporting, ...early })
    throw thrown
  }
}

/** zod copies this and puts `async` into the copy, which takes six times as long where it is not there already. */
const reporting = { reportInput: true, async: false }
const early = { abortEarly: true }
