import * as z from 'zod/mini'
import { named, say } from '../define/words.ts'

/** A problem, as `problem()` makes it. */
export const ProblemSchema = named(
  'Problem',
  'What kept the request from being answered (RFC 9457).',
  z.looseObject({
    type: say('What kind of problem it is: none besides its status.', z.literal('about:blank')),
    title: say('What the status is called.', z.string()),
    status: say('The status of the reply.', z.int()),
    detail: say('What is wrong, in a sentence, with a way out.', z.string()),
    offer: z.optional(
      say(
        "What can be asked instead, where a path or a method is no operation's.",
        z.array(z.string()),
      ),
    ),
  }),
)
