import type { Summary } from '../../control/live.ts'

/** Which calls are shown. */
export interface Filter {
  readonly text: string
  readonly api: string
  readonly kind: 'all' | 'wrong' | 'failed' | 'forced'
}

export const everything: Filter = { text: '', api: '', kind: 'all' }

export const isEverything = ({ text, api, kind }: Filter): boolean =>
  text.trim() === '' && api === '' && kind === 'all'

/** The calls of a filter, the newest first. Each word of its text is a part of what a line shows. */
export function filtered(calls: readonly Summary[], filter: Filter): readonly Summary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const shown: Summary[] = []
  for (let nth = calls.length - 1; nth >= 0; nth -= 1) {
    const call = calls[nth]
    if (call && isShown(call, filter, words)) shown.push(call)
  }
  return shown
}

function isShown(call: Summary, { api, kind }: Filter, words: readonly string[]): boolean {
  if (api !== '' && (call.api ?? '-') !== api) return false
  if (!kinds[kind](call)) return false
  if (words.length === 0) return true
  const { session, operation, method, path, search = '', status } = call
  const line =
    `${status} ${method} ${path}${search} ${operation} ${call.api} ${session}`.toLowerCase()
  return words.every(word => line.includes(word))
}

const kinds: Readonly<Record<Filter['kind'], (call: Summary) => boolean>> = {
  all: () => true,
  wrong: ({ violations, warnings }) => violations + warnings > 0,
  failed: ({ status }) => status === 0 || status >= 400,
  forced: ({ forced }) => forced,
}
