import * as z from 'zod/mini'
import { breach } from '../../contract/parse.ts'
import { valuesOf } from './laravel.ts'

// What every endpoint, and every list, can be asked for.

const include = z.transform((value: string) => valuesOf(value))

/** Whatever is no page counts as the first one. */
const page = z.transform((value: number | string) => {
  const number = /^[1-9]\d*$/.test(String(value)) ? Number(value) : 1
  return Number.isSafeInteger(number) ? number : 1
})

/** A whole number, also as 1e1; 0 falls back to the 15 of Laravel's models. */
const perPage = z.pipe(
  z.custom<number | string>().check(
    z.check(({ value, issues }) => {
      if (value !== '' && Number.isNaN(sizeOf(value)))
        issues.push(breach('per_page', value, 'per_page'))
    }),
  ),
  z.transform((value: number | string) => (value === '' ? 50 : sizeOf(value) || 15)),
)

const sizeOf = (value: unknown): number => {
  const text = String(value).trim()
  if (!/^(?:0|[1-9]\d*(?:e\d)?)$/i.test(text)) return Number.NaN
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER)
}

export const IncludeQuery = z.object({ include: z._default(include, []) })

export const PageQuery = z.object({
  include: z._default(include, []),
  page: z._default(page, 1),
  per_page: z._default(perPage, 50),
})
