import * as z from 'zod/mini'
import { named, say } from '../../define/words.ts'
import { controls } from '../declaring.ts'

const op = controls({ tag: 'Health', about: 'Whether the doubles are served.' })

const Health = named(
  'Health',
  'That it is up, and what it serves.',
  z.strictObject({
    status: say('It is up.', z.literal('ok')),
    version: say('The version of Contract Doubles.', z.string()),
    apis: say('The names of the APIs that are served.', z.array(z.string())),
  }),
)

export const health = {
  checkHealth: op
    .get('/health', 'Tell that it is up', {
      about:
        'Answers whoever asks, also another machine without a token and by whatever name: a load balancer, or the probe of a container. A page of another origin is refused.',
      session: 'none',
      open: true,
      replies: { 200: Health },
      gives: { status: 'ok', version: '0.1.0', apis: ['overplane', 'oberplan'] },
    })
    .by((_, { doubles, host }) => ({
      status: 200,
      body: { status: 'ok', version: host.version, apis: doubles.map(({ name }) => name) },
    })),
}
