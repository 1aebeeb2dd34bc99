import { expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'

it.each([
  [undefined, 'it is missing. Give an object, as in { consumer: "web-shop" }.'],
  [null, 'it is null. Give an object'],
  ['web-shop', 'it is "web-shop". Give an object'],
  [{}, '"consumer" is missing. Give the name of who asks, such as "web-shop".'],
  [{ consumer: 1 }, '"consumer" is 1. Give the name of who asks'],
  [{ consumer: 'shop', provider: null }, '"provider" is null. Give a name.'],
  [{ consumer: 'shop', state: 1 }, '"state" is 1. Give a text, or a function'],
  [{ consumer: 'shop', consumr: 'x' }, 'there is no "consumr". Choose from consumer, provider'],
])('a pact with the options %j is refused in a sentence', async (options, sentence) => {
  const { journal } = createOverplane()
  await expect(journal.toPact(options as { consumer: string })).rejects.toThrow(
    `Failed to export a pact: ${sentence}`,
  )
})
