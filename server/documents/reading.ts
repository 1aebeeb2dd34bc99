import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CORE_SCHEMA, load } from 'js-yaml'
import { isRecord, type Json } from '../../contract/json.ts'
import { messageOf, UsageError } from '../line/usage.ts'

/** No document is larger, all its files together: bytes. */
const mostBytes = 64 * 1024 * 1024
/** Nothing unfolds to more values, what is told by aliases counted wherever it stands. */
const mostValues = 4_000_000
const deepest = 200

/** A file, or `-` for what comes in on stdin, as JSON or YAML. */
export async function readDocument(name: string): Promise<Json> {
  const text = name === '-' ? await textOfStdin() : await textOf(name)
  return bundled(name, parsed(name, text))
}

/** A sentence for whoever gave a document that is none. */
export const refusal = (name: string, why: string, cause?: unknown): UsageError =>
  new UsageError(`Failed to read ${name === '-' ? 'stdin' : `"${name}"`}: ${why}`, { cause })

/** The text of a file that is no larger than a document may be. */
export async function textOf(name: string): Promise<string> {
  try {
    const stats = await stat(name)
    if (!stats.isFile()) throw new Error('it is no file')
    if (stats.size > mostBytes) throw new Error(`it is larger than ${mostBytes} bytes`)
    return await readFile(name, 'utf8')
  } catch (cause) {
    const why =
      Object(cause).code === 'ENOENT' ? 'there is no such file' : messageOf(cause).split(',')[0]
    throw refusal(name, `${why}. Name a document in JSON or YAML.`, cause)
  }
}

async function textOfStdin(): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    size += chunk.length
    if (size > mostBytes) throw refusal('-', `it is larger than ${mostBytes} bytes. Send less.`)
    chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** JSON or YAML as an object, if it is one, and not larger than it looks. */
export function parsed(name: string, text: string): Json {
  const value = readAs(name, text)
  if (!isRecord(value)) {
    throw refusal(name, 'it is no object. Give a document in JSON or YAML, as in "openapi: 3.1.0".')
  }
  refuseEndless(name, value)
  return value
}

function readAs(name: string, text: string): unknown {
  const plain = text.replace(/^\ufeff/, '')
  try {
    // YAML 1.2 without what it makes of dates.
    return /^\s*[{[]/.test(plain) ? JSON.parse(plain) : load(plain, { schema: CORE_SCHEMA })
  } catch (cause) {
    const [why = ''] = messageOf(cause).split('\n')
    throw refusal(name, `it is neither JSON nor YAML (${why.slice(0, 200)}). Mend it there.`, cause)
  }
}

function refuseEndless(name: string, root: unknown): void {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }]
  let seen = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next
    seen += 1
    if (seen > mostValues)
      throw refusal(name, `it unfolds to more than ${mostValues} values. Give a smaller document.`)
    if (depth > deepest)
      throw refusal(name, `it is nested deeper than ${deepest} levels. Give a flatter document.`)
    if (typeof value !== 'object' || value === null) continue
    for (const inner of Object.values(value)) waiting.push({ value: inner, depth: depth + 1 })
  }
}

/** A document with what it refers to in files beside it taken in. Nothing is fetched, nothing read from elsewhere. */
async function bundled(name: string, document: Json): Promise<Json> {
  if (!refersOut(document)) return document
  if (name === '-')
    throw refusal(name, 'it refers to other files. Name the file itself, so that they are found.')
  const { $RefParser } = await import('@apidevtools/json-schema-ref-parser')
  const path = await realpath(name)
  const reader = createReader(dirname(path))
  let unread: unknown // what bundles tells only that a file was not read
  const read = (file: { readonly url: string }) =>
    reader(file).catch(cause => {
      unread ??= cause
      throw cause
    })
  try {
    const whole: unknown = await new $RefParser().bundle(path, structuredClone(document), {
      resolve: { http: false, file: false, beside: { order: 1, canRead: true, read } },
    })
    return parsed(name, JSON.stringify(whole))
  } catch (thrown) {
    const cause = unread ?? thrown
    if (cause instanceof UsageError) throw cause
    const [why = ''] = messageOf(cause).split('\n')
    throw refusal(name, `a reference in it cannot be followed (${why}). Mend it there.`, cause)
  }
}

/** Reads files below a folder. */
function createReader(folder: string) {
  let left = mostBytes
  return async ({ url }: { readonly url: string }): Promise<object | string> => {
    const file = url.startsWith('file:') ? fileURLToPath(url) : url
    if (/^[a-z][a-z+.-]+:/i.test(file)) throw new Error(`"${file}" is not fetched`)
    const path = await realpath(resolve(folder, file)).catch(() => {
      throw new Error(`there is no file "${relative(folder, file)}"`)
    })
    if (relative(folder, path).startsWith('..'))
      throw new Error(`"${relative(folder, path)}" is outside of the document's folder`)
    const text = await textOf(path)
    left -= text.length
    if (left < 0) throw new Error(`its files are larger than ${mostBytes} bytes together`)
    return /\.(md|txt|html?)$/i.test(path) ? text : parsed(path, text)
  }
}

/** Whether a document refers to anything outside of itself. */
function refersOut(root: unknown): boolean {
  const waiting = [root]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue
    const ref = Reflect.get(value, '$ref')
    if (typeof ref === 'string' && ref !== '' && !ref.startsWith('#')) return true
    waiting.push(...Object.values(value).filter(inner => inner !== undefined))
  }
  return false
}
