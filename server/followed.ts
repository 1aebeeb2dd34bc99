import { readFile } from 'node:fs/promises'
import type { Config } from '../contract/define/config.ts'
import { readingsByApi } from '../contract/double/doubles.ts'
import { type ReadingNote, toNotes } from '../contract/openapi/notes.ts'
import type { Choice, Choices } from '../contract/readings/choice.ts'
import type { Readings } from '../contract/readings/reading.ts'
import type { ServedDouble } from './served.ts'
import { messageOf, UsageError } from './usage.ts'

/** The readings of an API with their words, by its name. */
export type Words = (api: string) => Promise<Readings>

export const wordsOf =
  ({ apis }: Pick<Config, 'apis'>): Words =>
  async name =>
    (await apis[name]?.readings()) ?? {}

/** Values of readings, by API; each double makes sure of its own. */
type ByApi = Readonly<Record<string, Choices>>

/** What stands in files, over what is configured: what a later one says goes over what an earlier one does. */
export async function readingsIn(
  files: readonly string[],
  { apis, serve }: Pick<Config, 'apis' | 'serve'>,
): Promise<ByApi> {
  const names = Object.keys(apis)
  const all = [readingsByApi(serve?.readings, names, 'serve')]
  for (const file of files) all.push(readingsByApi(await jsonOf(file), names, `read "${file}"`))
  const told = names.map(name => [name, Object.assign({}, ...all.map(one => one[name]))] as const)
  return Object.fromEntries(told)
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new UsageError(
      `Failed to read "${file}": ${messageOf(cause)}. Name a file that "verify --save" wrote, or one like { "<api>": { "<reading>": <value> } }.`,
      { cause },
    )
  }
}

/** A reading with the value that is followed at the moment. */
export interface FollowedNote extends ReadingNote {
  readonly value?: Choice
}

/** All readings of doubles, by the names of their APIs. */
export async function toldBy(
  doubles: readonly ServedDouble[],
  words: Words,
): Promise<Readonly<Record<string, readonly FollowedNote[]>>> {
  const told = doubles.map(async ({ name, readings }) => {
    const notes = toNotes(await words(name))
    const followed = notes.map(note => {
      const value = readings[note.id]
      return { ...note, ...(value !== undefined && { value }) }
    })
    return [name, followed] as const
  })
  return Object.fromEntries(await Promise.all(told))
}

/** Takes other values from now on: all of them, or none where one is wrong. */
export function followAll(doubles: readonly ServedDouble[], given: unknown, doing: string): void {
  const told = readingsByApi(
    given,
    doubles.map(({ name }) => name),
    doing,
  )
  const before = doubles.map(({ readings }) => readings)
  try {
    for (const double of doubles) double.follow(Object(told[double.name]))
  } catch (thrown) {
    for (const [nth, double] of doubles.entries()) double.follow(before[nth] ?? {})
    throw thrown
  }
}
