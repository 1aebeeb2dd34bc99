import fc from 'fast-check'
import { formOf, oddText } from './values.ts'

const parameter = fc.oneof(
  fc.constantFrom('limit', 'offset', 'parent_id', 'fields', 'me', 'page', 'per_page', 'sort'),
  fc.constantFrom('include', 'filter', 'filter[email]', 'filter[uuid][]', 'filter[]', 'filter[x]'),
  fc.constantFrom('filter[__proto__]', '__proto__[hit]', 'constructor[prototype][hit]', 'page[]'),
  oddText,
)

/** The parts of a query: what may succeed, odd parameters, and what is hardly a query. */
export const queryOf = (good: string) =>
  fc.tuple(
    fc.constantFrom(good, good, ''),
    formOf(parameter),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('%zz=%', 'a=%E0%A4%A', '&=&=', 'per_page=%') },
      { weight: 1, arbitrary: oddText },
    ),
  )
