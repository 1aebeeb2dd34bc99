import { apiNames, isApiName, openApiOf } from '../handlers/openapi.ts'
import { UsageError } from './usage.ts'

/** The JSON of the document that the arguments name: `printOpenApi(['overplane'])`. */
export function printOpenApi(args: readonly string[]): string {
  const [name = '', ...more] = args
  if (!isApiName(name) || more.length > 0) {
    throw new UsageError(
      `Failed to find the OpenAPI document "${args.join(' ')}": there is none of that name. Choose one of ${apiNames.join(', ')}.`,
    )
  }
  return `${JSON.stringify(openApiOf(name), null, 2)}\n`
}
