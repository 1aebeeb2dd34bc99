import * as z from 'zod/mini'
import { named, say } from '../../contract/define.ts'

/** The envelope of every list. */
export const listOf = <Item extends z.core.$ZodType>(
  item: Item,
  words: { readonly data: string; readonly has_more: string; readonly total: string },
) =>
  z.strictObject({
    data: say(words.data, z.array(item)),
    has_more: say(words.has_more, z.boolean()),
    total: say(words.total, z.int()),
  })

/** The confirmation of every delete. */
export const Deleted = named(
  'Deleted',
  'The confirmation that an object has been deleted.',
  z.strictObject({
    id: say('The identifier of the object that was deleted.', z.string()),
    deleted: say('Always true.', z.literal(true)),
  }),
)
