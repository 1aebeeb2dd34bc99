/** The fields of a `multipart/form-data` body as PHP reads it; a part that is a file is none. */
export function* fieldsOf(text: string, type: string): Generator<readonly [string, string]> {
  const boundary = boundaryOf(type)
  if (boundary === undefined) return
  const lines = createReader(text)
  const delimiter = `--${boundary}`
  for (;;) {
    let line = lines.next()
    while (line !== undefined && line !== delimiter) line = lines.next()
    if (line === undefined) return
    const name = nameIn(headersIn(lines))
    const value = lines.until(`\n${delimiter}`)
    if (name !== undefined) yield [name, value]
  }
}

type Lines = ReturnType<typeof createReader>

/** What stands behind `boundary=`, in quotes or up to a comma or a semicolon. */
function boundaryOf(type: string): string | undefined {
  const at = type.toLowerCase().indexOf('boundary')
  const equals = at === -1 ? -1 : type.indexOf('=', at)
  if (equals === -1) return undefined
  const text = type.slice(equals + 1)
  return text.startsWith('"') ? /^"([^"]*)"/.exec(text)?.[1] : text.split(/[,;]/, 1)[0]
}

/** Reads a text line by line, or up to a passage, each character once. */
function createReader(text: string) {
  let at = 0
  const take = (passage: string): string => {
    const found = text.indexOf(passage, at)
    const end = found === -1 ? text.length - Number(text.endsWith('\n')) : found
    const taken = text.slice(at, end)
    at = Math.min(end + 1, text.length)
    return taken.endsWith('\r') ? taken.slice(0, -1) : taken
  }
  return {
    next: () => (at === text.length ? undefined : take('\n')),
    /** The end of a line before the passage counts as part of it. */
    until: (passage: string) => take(passage),
  }
}

/** A part's headers, up to the empty line; what begins with a blank goes on with the one before. */
function headersIn(lines: Lines): string[] {
  const headers: string[] = []
  for (let line = lines.next(); line; line = lines.next()) {
    const isOwn = /^\S[^:]*:/.test(line) || headers.length === 0
    if (isOwn) headers.push(line)
    else headers.push(`${headers.pop()}${line}`)
  }
  return headers
}

function nameIn(headers: readonly string[]): string | undefined {
  const disposition = headers.find(header => /^content-disposition:/i.test(header)) ?? ''
  const parameters = new Map(
    [...disposition.matchAll(parameter)].map(([, key = '', double, single, plain = '']) => [
      key.toLowerCase(),
      (double ?? single ?? plain).replace(/\\(["'\\])/g, '$1'),
    ]),
  )
  return parameters.has('filename') ? undefined : parameters.get('name')
}

/** `; name="value"`, the value in quotes of either kind or in none. */
const parameter = /;\s*([^\s=;"']+)=(?:"((?:\\.|[^"\\])*)|'((?:\\.|[^'\\])*)|([^\s;]*))[^;]*/gs
