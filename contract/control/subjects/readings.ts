import * as z from 'zod/mini'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { type ReadingNote, toNotes } from '../../openapi/notes.ts'
import { readingsByApi } from '../../readings/by-api.ts'
import type { Choice } from '../../readings/choice.ts'
import { chosenFrom, type ServedDouble, type Words } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'

const op = controls({
  tag: 'Readings',
  about: 'Where the documentation leaves a choice: what is taken, and what else is possible.',
})

const text = z.string()
const choice = z.union([z.string(), z.number()])

const ReadingSchema = named(
  'Reading',
  'A place where the documentation leaves a choice, or where the live system was seen to differ.',
  z.strictObject({
    id: say('What it is set by.', text),
    of: z.optional(
      say('The operations that it is about; absent where that is all of them.', z.array(text)),
    ),
    about: say('What it is about.', text),
    takes: say('What is taken by default.', choice),
    or: z.optional(say('What else is possible, each with a sentence.', z.record(text, text))),
    live: z.optional(say('What the live system was seen to do.', choice)),
    because: say('Why it is taken.', text),
    source: say(
      'Where what is taken comes from.',
      z.union([
        z.enum(['assumed', 'documented']),
        z.strictObject({ observed: say('Where it was seen.', text) }),
      ]),
    ),
    value: z.optional(say('What is followed at the moment, where there is a choice.', choice)),
  }),
)

const ReadingsBody = expecting(
  say('Values of readings by API, or what `verify --save` wrote.', z.record(text, z.unknown())),
  'values by API, as in { "pterodactyl": { "deleteStatus": 204 } }',
)

export const readings = {
  listReadings: op
    .get('/readings', 'Tell the readings', {
      about:
        'What each API takes where its page leaves a choice, with the words for it, and the value at the moment.',
      query: z.strictObject({ api }),
      replies: {
        200: say('The readings of each API, by its name.', z.record(text, z.array(ReadingSchema))),
      },
      code: 'double.readings',
    })
    .by(async ({ query, doing }, { doubles, words }) => ({
      status: 200,
      body: await toldBy(chosenFrom(doubles, query.api, doing), words),
    })),
  followReadings: op
    .patch('/readings', 'Follow other readings', {
      about: 'Takes other values from now on: all of them, or none where one is wrong.',
      body: ReadingsBody,
      replies: { 204: 'They are followed.' },
      code: 'double.follow({ deleteStatus: 204 })',
      sends: { pterodactyl: { deleteStatus: 204 } },
    })
    .by(({ body, doing }, { doubles }) => {
      followAll(doubles, body, doing)
      return { status: 204 }
    }),
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
function followAll(doubles: readonly ServedDouble[], given: unknown, doing: string): void {
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
