import fc from 'fast-check'
import { entriesOf, oddText } from './values.ts'

const latin = Array.from({ length: 256 }, (_, code) => code)
  .filter(code => code === 9 || (code >= 32 && code !== 127))
  .map(code => String.fromCharCode(code))
const headerValue = fc.string({ unit: fc.constantFrom(...latin), maxLength: 60 })
const headerName = fc.oneof(
  fc.constantFrom('accept', 'cookie', 'host', 'content-length', 'expect', 'x-forwarded-host'),
  fc.string({ unit: fc.constantFrom(..."abcxyz019!#$%&'*+-.^_`|~"), minLength: 1, maxLength: 9 }),
)
export const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  { weight: 2, arbitrary: fc.constant('application/x-www-form-urlencoded') },
  { weight: 1, arbitrary: fc.constant('multipart/form-data; boundary=x') },
  { weight: 1, arbitrary: headerValue },
)
export const credentialsOf = (valid: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(valid) },
    { weight: 1, arbitrary: fc.constantFrom('', 'Bearer', 'Bearer sk_', 'Basic %', 'Basic Og==') },
    { weight: 1, arbitrary: headerValue },
    { weight: 1, arbitrary: headerValue.map(text => `Basic ${btoa(text)}`) },
  )

/** Ids that exist, that do not, and that no path can hold. */
export const idOf = (existing: readonly string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...existing) },
    { weight: 1, arbitrary: fc.constantFrom('nobody', '0', '04', '1e0', 'reorder', 'external') },
    { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%E0%A4%A', '..', '%2e%2e', 'a/b', '') },
    { weight: 2, arbitrary: oddText.map(text => encodeURIComponent(Buffer.from(text).toString())) },
  )

export const headers = entriesOf(headerName, headerValue).map(Object.fromEntries)

export const methodOf = (usual: string) =>
  fc.oneof(
    { weight: 14, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'GET', 'PUT', 'POST', 'LINK') },
  )
