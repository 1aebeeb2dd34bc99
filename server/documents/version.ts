import type { Json } from '../../contract/json.ts'
import { refusal } from './reading.ts'
import { toThree } from './swagger.ts'

/** A document of Swagger 2.0 is read as one of OpenAPI 3. */
export function versioned(name: string, document: Json): Json {
  const { openapi, swagger } = document
  if (/^3\.[01]\b/.test(String(openapi))) return document
  if (/^2\b/.test(String(swagger))) return toThree(document)
  const told = openapi ?? swagger
  throw refusal(
    name,
    `it is ${told === undefined ? 'no OpenAPI document' : `of version ${JSON.stringify(told)?.slice(0, 20)}`}. Give one of OpenAPI 3.0, 3.1 or Swagger 2.0.`,
  )
}
