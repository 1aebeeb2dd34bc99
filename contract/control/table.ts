import { table } from '../openapi/tables.ts'
import type { ControlOperation, ControlOperations } from './declaring.ts'

/** Markdown: what can be done, by HTTP and in code. */
export const controlTable = (operations: ControlOperations): string =>
  table(
    ['does', 'over HTTP', 'in code'],
    Object.values(operations).map(operation => [
      operation.brief.about ?? `${operation.endpoint.summary}.`,
      formOf(operation),
      operation.brief.code === undefined ? '' : toCode(operation.brief.code),
    ]),
  )

/** The method, the path and the names of the query, and where there is a body, one that can be sent. */
function formOf({ endpoint: { method, path, query }, brief: { sends } }: ControlOperation): string {
  const own = path.replace(/:(\w+)/g, '<$1>')
  const names = Object.keys(query._zod.def.shape).map(name => `${name}=`)
  const search = names.length > 0 ? `?${names.join('&')}` : ''
  const line = toCode(`${method.toUpperCase()} /__admin${own}${search}`)
  return sends === undefined ? line : `${line} with ${toCode(JSON.stringify(sends))}`
}

const toCode = (text: string): string => `\`${text}\``
