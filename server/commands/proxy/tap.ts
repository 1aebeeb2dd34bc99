import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { mostJudged, type Unread } from '../../../contract/traffic/passed.ts'

/** A copy of what flows by, no larger than can be judged. */
export interface Tap {
  /** What has flowed by so far, as it was before it was compressed; or why it cannot be read. */
  read(encoding: string | undefined, isWhole: boolean): Promise<Uint8Array | Unread>
}

/** Looks on while somebody else reads a stream. */
export function tapped(stream: Readable): Tap {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= mostJudged) chunks.push(chunk)
    else chunks.length = 0
  })
  return {
    async read(encoding = '', isWhole) {
      if (!isWhole) return 'its body broke off'
      if (size > mostJudged) return 'its body is too large'
      return decoded(Buffer.concat(chunks), encoding)
    },
  }
}

/** A body as it was before it was compressed, once or several times. */
async function decoded(bytes: Buffer, encoding: string): Promise<Uint8Array | Unread> {
  let plain = bytes
  const steps = encoding
    .toLowerCase()
    .split(',')
    .map(step => step.trim())
    .filter(step => step !== '' && step !== 'identity')
  if (bytes.length === 0 || steps.length === 0) return plain
  if (steps.length > 3) return unreadable
  try {
    for (const step of steps.toReversed()) {
      const decode = decoders[step]
      if (!decode) return unreadable
      plain = await decode(plain)
    }
    return plain
  } catch (error) {
    return Object(error).code === 'ERR_BUFFER_TOO_LARGE' ? 'its body is too large' : unreadable
  }
}

const unreadable: Unread = 'its body is compressed in a way that is not read'

const bound = { maxOutputLength: mostJudged }
const [toGunzip, toInflate, toInflateRaw, toBrotli] = [
  promisify<Buffer, typeof bound, Buffer>(gunzip),
  promisify<Buffer, typeof bound, Buffer>(inflate),
  promisify<Buffer, typeof bound, Buffer>(inflateRaw),
  promisify<Buffer, typeof bound, Buffer>(brotliDecompress),
]

const decoders: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: bytes => toGunzip(bytes, bound),
  'x-gzip': bytes => toGunzip(bytes, bound),
  br: bytes => toBrotli(bytes, bound),
  // Some send it as the standard has it, and some without its frame.
  deflate: bytes => (isFramed(bytes) ? toInflate(bytes, bound) : toInflateRaw(bytes, bound)),
}

const isFramed = (bytes: Buffer): boolean =>
  bytes.length > 1 && ((bytes[0] ?? 0) & 15) === 8 && bytes.readUInt16BE(0) % 31 === 0
