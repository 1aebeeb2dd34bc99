import { createReadStream } from 'node:fs'
import { depthLimit, isTooDeep } from '../../contract/answer/json.ts'
import { messageOf } from '../line/usage.ts'
import { faultIn, toPlace } from './json-fault.ts'

/** The largest file of JSON that is read, and written, in bytes. */
export const fileLimit = 256 * 1_048_576

/** What a file has as JSON; what keeps it from being read is thrown without a full stop, for the middle of a sentence. */
export const readJson = async (path: string, limit = fileLimit): Promise<unknown> =>
  parseJson(await bytesOf(path, limit))

/** What bytes are as JSON; what keeps them from being it is thrown without a full stop, for the middle of a sentence. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = toText(bytes)
  if (isTooDeep(text)) throw new Error(`it is more than ${depthLimit} levels deep`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    const { line, column } = toPlace(text, faultIn(text) ?? text.length)
    throw new Error(`it is no JSON at line ${line}, column ${column}`, { cause })
  }
}

/** Whatever the file is, no more of it is read than there may be. */
async function bytesOf(path: string, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of createReadStream(path)) {
      size += chunk.length
      if (size > limit) throw new Error(`it is larger than ${limit} bytes`)
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new Error(whyOf(cause), { cause })
  }
  return Buffer.concat(chunks)
}

function whyOf(cause: unknown): string {
  const { code } = Object(cause)
  if (code === 'ENOENT') return 'there is no such file'
  return code === 'EISDIR' ? 'it is a folder' : messageOf(cause)
}

/** Without the byte order mark that some editors begin with. */
function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Error('it is not valid UTF-8', { cause })
  }
}
