import { UsageError } from '../line/usage.ts'
import { expectWritable, writeWhole } from './writing.ts'

/** How a report of a kind is written into each form. */
type Writers<Report> = Readonly<Record<Form, (report: Report) => string>>

type Form = 'junit' | 'json' | 'markdown'

/** A report that is to be written. */
export interface ToWrite<Report> {
  write(report: Report): Promise<void>
}

/** The option, as every command has it that writes reports. */
export const reportOption = {
  type: 'string',
  value: '<files>',
  about: 'junit=<file>,json=<file>,markdown=<file>: any of them',
} as const

/**
 * The reports that are named, as in `junit=a.xml,json=b.json`, each written as a whole. Work takes its time: a file that
 * cannot be written is better known before.
 */
export async function reportsIn<Report>(
  text: string | undefined,
  writers: Writers<Report>,
): Promise<ToWrite<Report>[]> {
  const files = (text?.split(',') ?? []).map(fileOf).map(([form, path]) => ({
    ...{ what: 'the report', path },
    toText: writers[form],
  }))
  for (const file of files) await expectWritable(file)
  return files.map(({ toText, ...file }) => ({
    write: report => writeWhole(file, toText(report)),
  }))
}

/** `junit=a.xml` as a pair. */
function fileOf(text: string): readonly [form: Form, path: string] {
  const [, form = '', path = ''] = /^([^=]*)=(.+)$/.exec(text.trim()) ?? []
  if (form === 'junit' || form === 'json' || form === 'markdown') return [form, path]
  throw new UsageError(
    `Failed to read --report: "${text}" names no report. Give junit=<file>, json=<file> or markdown=<file>.`,
  )
}
