import { Tokenizer, TokenParser, TokenType } from '@streamparser/json'

/** One entry, and all that stands between two, may have so many bytes. */
const mostBytes = 64 * 2 ** 20
/** Nothing in a HAR file nests deeper. */
const mostDeep = 200

/** What keeps a file from being read, in words that a sentence ends with. */
export class Unreadable extends Error {}

/**
 * The entries of a HAR file one by one, as they are read: no more than one of them, and a piece of the file, is in memory.
 * Throws `Unreadable` where it is no such file.
 */
export async function* entriesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const reader = createReader()
  let since = 0
  let isFirst = true
  for await (const chunk of stream) {
    const entries = reader.read(isFirst ? withoutMark(chunk) : chunk)
    isFirst = false
    since = entries.length > 0 ? 0 : since + chunk.length
    if (since > mostBytes) {
      throw new Unreadable('an entry has more than 64 MB. Record without bodies of that size')
    }
    yield* entries
  }
  reader.end()
}

/** Some begin a file with a byte order mark. */
const withoutMark = (chunk: Uint8Array): Uint8Array =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk

const steps: Readonly<Record<number, number>> = {
  [TokenType.LEFT_BRACE]: 1,
  [TokenType.LEFT_BRACKET]: 1,
  [TokenType.RIGHT_BRACE]: -1,
  [TokenType.RIGHT_BRACKET]: -1,
}

function createReader() {
  const tokenizer = new Tokenizer()
  const parser = new TokenParser({ paths: ['$.log.entries.*'], keepStack: false })
  let entries: unknown[] = []
  let depth = 0
  let isOver = false
  tokenizer.onToken = token => {
    depth += steps[token.token] ?? 0
    if (depth > mostDeep) throw new Unreadable(`it nests more than ${mostDeep} levels deep`)
    parser.write(token)
  }
  parser.onValue = ({ value }) => entries.push(value)
  parser.onEnd = () => {
    isOver = true
  }
  return {
    read(chunk: Uint8Array): readonly unknown[] {
      entries = []
      try {
        tokenizer.write(chunk)
      } catch (cause) {
        if (cause instanceof Unreadable) throw cause
        throw new Unreadable('it is no JSON', { cause })
      }
      return entries
    },
    end(): void {
      if (!isOver) throw new Unreadable('it ends too soon')
    },
  }
}
