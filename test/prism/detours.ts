import { readFileSync } from 'node:fs'
import type { ApiName, OpenApiDocument } from '../../handlers/index.ts'
import { basePathBy, documentOf } from './prism.ts'

/** Why a request is not sent through Prism: there it would be lost, or become another one. */
export const detours = {
  stranger: 'No operation of the document has its method and path: there is nothing to hold it to.',
  rewritten:
    'Prism parses a body of a JSON type and writes it anew, which only objects and lists without blanks survive.',
  escaped: 'Prism ends at an escape in a path that is no UTF-8.',
  numbered: 'Prism writes a query anew, with the numbers among its names first.',
  crowded:
    'Of a request with hundreds of faults Prism tells the first, and nothing of the reply any more.',
  decoded: 'Prism reads a body as UTF-8: other bytes arrive as replacement characters.',
} as const

export type Detour = keyof typeof detours

/** Whether a request to an operation cannot get through Prism as it was sent, and why. */
export function detourOf(
  operation: string | undefined,
  path: string,
  { headers, body }: RequestInit,
): Detour | undefined {
  if (operation === undefined) return 'stranger'
  if (/%FF/i.test(path)) return 'escaped'
  if (/\[\d+\]=/.test(path)) return 'numbered'
  if (body instanceof Uint8Array) return 'decoded'
  if (typeof body === 'string' && body.split(',').length > 500) return 'crowded'
  const type = new Headers(headers).get('Content-Type') ?? ''
  const isJson = /^application\/(.+\+)?json\b/.test(type) && typeof body === 'string' && body !== ''
  return isJson && writtenAnew(body) !== body ? 'rewritten' : undefined
}

/** What is sent on of a JSON body; nothing, where Prism turns it away or drops it. */
function writtenAnew(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined
  } catch {
    return undefined
  }
}

/** The operation of the document that a request is for. */
export function operationFor(api: ApiName, method: string, path: string): string | undefined {
  const line = `${method} ${path.split('?')[0]}`
  return operations[api].find(({ pattern }) => pattern.test(line))?.name
}

/** The operations of each document. */
export const operations = {
  overplane: operationsOf('overplane'),
  pterodactyl: operationsOf('pterodactyl'),
  oberplan: operationsOf('oberplan'),
}

function operationsOf(api: ApiName) {
  const { paths }: Pick<OpenApiDocument, 'paths'> = JSON.parse(
    readFileSync(documentOf(api), 'utf8'),
  )
  return Object.entries(paths).flatMap(([path, methods]) => {
    const full = basePathBy(api) + path.replaceAll(/\{[^}]+\}/g, '[^/]+')
    return Object.entries(methods).map(([method, { operationId: name }]) => ({
      name,
      pattern: new RegExp(`^${method.toUpperCase()} ${full}$`),
    }))
  })
}
