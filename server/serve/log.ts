import { WriteStream } from 'node:tty'
import { inspect } from 'node:util'
import { redactedSearch } from '../../contract/double/journal/redacted-text.ts'
import type { Exchange } from '../http/http.ts'

/** A text in a colour, or in none. */
type Paint = (colour: 'green' | 'yellow' | 'red' | 'dim' | 'bold', text: string) => string

const plain: Paint = (_, text) => text

const painted: Paint = (colour, text) => {
  const [on, off] = inspect.colors[colour] ?? []
  return `\u001b[${on}m${text}\u001b[${off}m`
}

/**
 * An exchange for a reader: one line with what was asked and answered, and below it what was wrong with it.
 *
 * @example lineOf(exchange, isColoured) // GET /api/core/user?page=2 200 1.3 ms overplane/listUsers
 */
export function lineOf(exchange: Exchange, isColoured = false): string {
  const { method, path, search, status, milliseconds, operation } = exchange
  const paint: Paint = isColoured ? painted : plain
  const asked = `${method} ${paint('bold', shown(path + redactedSearch(search)))}`
  const answered = `${paint(colourOf(status), String(status))} ${paint('dim', `${milliseconds.toFixed(1)} ms`)}`
  const line = `${asked} ${answered} ${operation}`.trimEnd()
  return [
    line,
    ...notesOf(exchange).map(([colour, note]) => `  ${paint(colour, shown(note))}`),
  ].join('\n')
}

/** Whether lines for a stream have colours, as Node.js has it of its own: on a terminal, and with FORCE_COLOR elsewhere. */
export const hasColours = ({ isTTY }: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv) =>
  (isTTY === true || env.FORCE_COLOR !== undefined) && WriteStream.prototype.getColorDepth(env) > 2

const colourOf = (status: number) => (status < 300 ? 'green' : status < 500 ? 'yellow' : 'red')

type Note = readonly [colour: 'dim' | 'yellow' | 'red', text: string]

/** How many notes of a kind are told. */
const most = 5

function notesOf({ entry, fault, failure, isLeft }: Exchange): Note[] {
  const { violations = [], warnings = [], forced = false } = entry ?? {}
  const isNear = (violation: string) => violation.startsWith('Near: ')
  return [
    ...(forced || fault ? [['dim', forcedBy(fault)] as const] : []),
    ...some(violations.filter(one => !isNear(one))).map(
      one => ['red', `violation: ${one}`] as const,
    ),
    ...violations.filter(isNear).map(one => ['yellow', `near: ${one.slice(6)}`] as const),
    ...some(warnings).map(one => ['yellow', `warning: ${one}`] as const),
    ...(failure === undefined ? [] : [['red', failure] as const]),
    ...(isLeft ? [['dim', 'the caller had gone before the reply was there'] as const] : []),
  ]
}

const forcedBy = (fault: Exchange['fault']): string =>
  fault === undefined ? 'forced' : `forced: ${faultInWords(fault)}`

export const faultInWords = (fault: NonNullable<Exchange['fault']>): string =>
  typeof fault === 'string' ? fault : `outage ${fault.outage}`

/** The first, and how many more there are: those included that the journal itself has only counted. */
export function some(notes: readonly string[]): string[] {
  const counted = /^And (\d+) more\.$/.exec(notes.at(-1) ?? '')?.[1]
  const told = counted === undefined ? notes : notes.slice(0, -1)
  const more = told.length - most + Number(counted ?? 0)
  return more > 0 ? [...told.slice(0, most), `and ${more} more`] : [...told]
}

/** No longer than a reader takes in, and without what would move the cursor of a terminal. */
export const shown = (text: string): string =>
  (text.length > 300 ? `${text.slice(0, 300)}…` : text).replace(/\p{Cc}/gu, '·')
