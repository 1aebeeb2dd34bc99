import * as z from 'zod/mini'
import { named, say } from '../../define/words.ts'
import { chosenFrom } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'

const op = controls({ tag: 'Outbox', about: 'The messages that an API would have sent.' })

const Message = named(
  'Message',
  'A message that an API would have sent.',
  z.looseObject({
    api: say('The name of the API.', z.string()),
    to: say('Whom it is for.', z.string()),
    subject: say('What it is about.', z.string()),
    link: say('What its reader would follow.', z.string()),
    sentAt: say('When it would have been sent: ISO 8601, UTC.', z.string()),
  }),
)

export const outbox = {
  listMessages: op
    .get('/outbox', 'List the messages', {
      about: 'The messages that an API would have sent, each with its link.',
      query: z.strictObject({ api }),
      replies: { 200: say('The messages of each API, the latest last.', z.array(Message)) },
      code: 'double.outbox',
    })
    .by(({ query, doing }, { doubles }) => ({
      status: 200,
      body: chosenFrom(doubles, query.api, doing).flatMap(({ name, outbox = [] }) =>
        outbox.map(message => ({ api: name, ...message })),
      ),
    })),
}
