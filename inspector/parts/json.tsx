import { type ComponentChildren, Fragment } from 'preact'

/** What is otherwise at a place of a value, by its path: `items.0.email`. */
export type Marks = ReadonlyMap<string, string>

interface Props {
  readonly value: unknown
  readonly name: string
  readonly marks?: Marks
}

const none: Marks = new Map()

/** A value as JSON, line by line, with what is otherwise beside the line that it is about. A text is shown as it is. */
export function Json({ value, name, marks = none }: Props) {
  if (typeof value === 'string' && !marks.size) return <Code name={name}>{value}</Code>
  const lines = linesOf(value, '', 0, '')
  return (
    <Code name={name}>
      {lines.map(({ path, indent, key, text, kind, isEnd, isFollowed = false }, nth) => {
        const mark = isEnd ? undefined : marks.get(path)
        return (
          <Fragment key={nth}>
            <span class={mark ? 'line marked' : 'line'}>
              {'  '.repeat(indent)}
              {key && <span class="json-key">{key}</span>}
              {key && ': '}
              <span class={`json-${kind}`}>{text}</span>
              {isFollowed && ','}
              {mark && <em class="mark"> ← {mark}</em>}
            </span>
            {'\n'}
          </Fragment>
        )
      })}
      <Missing marks={marks} paths={new Set(lines.map(({ path }) => path))} />
    </Code>
  )
}

/** What is said of places that the value does not have. */
const Missing = ({ marks, paths }: { readonly marks: Marks; readonly paths: Set<string> }) => (
  <>
    {[...marks]
      .filter(([path]) => !paths.has(path))
      .map(([path, how]) => (
        <span key={path} class="line marked">
          <em class="mark">
            {path || 'it'}: {how}
          </em>
          {'\n'}
        </span>
      ))}
  </>
)

/** A text as it is, to be scrolled and selected. */
const Code = (props: { readonly name: string; readonly children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and who has no pointer scrolls by keys
  <pre class="code" tabIndex={0} role="group" aria-label={props.name}>
    {props.children}
  </pre>
)

interface Line {
  readonly path: string
  readonly indent: number
  readonly key: string
  readonly text: string
  readonly kind: string
  /** Whether it closes what another one opened. */
  readonly isEnd: boolean
  /** Whether another field or item comes after what ends here. */
  readonly isFollowed?: boolean
}

/** More lines than anybody reads. */
const most = 5000

function linesOf(value: unknown, key: string, indent: number, path: string): Line[] {
  const line = (text: string, kind: string): Line => {
    return { path, indent, key, text, kind, isEnd: false }
  }
  if (typeof value !== 'object' || value === null) {
    return [line(JSON.stringify(value) ?? 'nothing', value === null ? 'null' : typeof value)]
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const within = partsOf(value, indent + 1, path)
  if (within.length === 0) return [line(open + close, 'mark')]
  return [line(open, 'mark'), ...within, { ...line(close, 'mark'), key: '', isEnd: true }]
}

/** The lines of the fields of an object, or of the items of a list. */
function partsOf(value: object, indent: number, path: string): Line[] {
  const lines: Line[] = []
  for (const [name, part] of Object.entries(value)) {
    follow(lines)
    if (lines.length > most) {
      lines.push({ path: '', indent, key: '', text: '…', kind: 'mark', isEnd: true })
      break
    }
    const own = path === '' ? name : `${path}.${name}`
    const key = Array.isArray(value) ? '' : JSON.stringify(name)
    for (const line of linesOf(part, key, indent, own)) lines.push(line)
  }
  return lines
}

/** Another one comes after the last line. */
function follow(lines: Line[]): void {
  const last = lines.pop()
  if (last) lines.push({ ...last, isFollowed: true })
}
