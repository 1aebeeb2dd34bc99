import { UsageError } from '../line/usage.ts'
import { expectWritable, writeWhole } from './writing.ts'

/** A file to write, and what it is to hold. */
export interface ToWrite<Report> {
  readonly what: string
  readonly path: string
  write(report: Report): string
}

/** How a report is written, by the kinds that `--report` knows. */
export type Writers<Report> = Readonly<
  Record<'junit' | 'json' | 'markdown', (report: Report) => string>
>

/** The reports that `--report junit=a.xml,json=b.json` names; nothing where it is left out. */
export function reportFilesIn<Report>(text = '', writers: Writers<Report>): ToWrite<Report>[] {
  const named = text === '' ? [] : text.split(',')
  return named.map(one => {
    const [, kind = '', path = ''] = /^([^=]*)=(.+)$/.exec(one.trim()) ?? []
    if (kind === 'junit' || kind === 'json' || kind === 'markdown') {
      return { what: 'the report', path, write: writers[kind] }
    }
    throw new UsageError(
      `Failed to read --report: "${one}" names no report. Give junit=<file>, json=<file> or markdown=<file>.`,
    )
  })
}

/** Whether each can be written is better known before the work than after it. */
export async function expectAllWritable(files: readonly ToWrite<never>[]): Promise<void> {
  for (const file of files) await expectWritable(file)
}

export async function writeAll<Report>(
  files: readonly ToWrite<Report>[],
  report: Report,
): Promise<void> {
  for (const { write, ...file } of files) await writeWhole(file, write(report))
}
