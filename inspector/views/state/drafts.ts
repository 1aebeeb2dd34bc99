import { controlFor, type FieldOf } from '../../parts/form.ts'

type ByField<Value> = Readonly<Record<string, Value>>

/** A value as it is written in a form: a text as it is, all else as JSON. What is not there is empty. */
export function draftOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? textDraft(value) : JSON.stringify(value)
}

/** A text that looks like null, or like no text at all, is written in quotes. */
const textDraft = (text: string): string =>
  text === '' || text === 'null' || text.startsWith('"') ? JSON.stringify(text) : text

/** What was changed in a form, as values, and what cannot be read as one. What is left empty is as it was. */
export function readDrafts(
  fields: readonly FieldOf[],
  drafts: ByField<string>,
  before: ByField<unknown>,
): { readonly values: ByField<unknown>; readonly faults: ByField<string> } {
  const values: Record<string, unknown> = {}
  const faults: Record<string, string> = {}
  for (const field of fields) {
    const draft = drafts[field.name] ?? ''
    if (draft === draftOf(before[field.name])) continue
    const read = readDraft(field, draft)
    if ('fault' in read) faults[field.name] = read.fault
    else values[field.name] = read.value
  }
  return { values, faults }
}

type Read = { readonly value: unknown } | { readonly fault: string }

function readDraft({ schema }: FieldOf, draft: string): Read {
  const { kind } = controlFor(schema)
  if (draft === 'null') return { value: null }
  const isText = kind === 'text' || (kind === 'choice' && !isJson(draft))
  if (isText && !draft.startsWith('"')) return { value: draft }
  if (isJson(draft)) return { value: JSON.parse(draft) }
  return {
    fault: kind === 'number' ? 'It is no number.' : 'It is no JSON: a text stands in quotes.',
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
