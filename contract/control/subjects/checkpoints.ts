import * as z from 'zod/mini'
import { problem } from '../../answer/problem.ts'
import { shown } from '../../answer/refusal.ts'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { restoreAll } from '../../double/state/restoring.ts'
import { chosenFrom, type ServedDouble } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'

const op = controls({
  tag: 'Checkpoints',
  about: 'Names for what the doubles hold at a time, to go back to it.',
})

const CheckpointBody = expecting(
  named(
    'NewCheckpoint',
    'A name for what the doubles hold now.',
    z.strictObject({
      name: expecting(
        say('The name.', z.string().check(z.minLength(1), z.maxLength(200))),
        'a name of 1 to 200 letters',
      ),
    }),
  ),
  'an object, as in { "name": "signed up" }',
)

const name = { name: { description: 'The name of the checkpoint.' } }

export const checkpoints = {
  listCheckpoints: op
    .get('/checkpoints', 'List the checkpoints', {
      query: z.strictObject({ api }),
      replies: {
        200: say(
          'The names of checkpoints by API, the oldest first.',
          z.record(z.string(), z.array(z.string())),
        ),
      },
      gives: { overplane: ['signed up'] },
      code: 'double.checkpoints',
    })
    .by(({ query, doing }, { doubles }) => ({
      status: 200,
      body: Object.fromEntries(
        chosenFrom(doubles, query.api, doing).map(({ name, checkpoints }) => [
          name,
          [...checkpoints],
        ]),
      ),
    })),
  addCheckpoint: op
    .post('/checkpoints', 'Keep a checkpoint', {
      about:
        'Keeps all that the doubles hold under a name, up to 100 of them; a name that there is already means this one from now on.',
      query: z.strictObject({ api }),
      body: CheckpointBody,
      replies: { 204: 'It is kept.' },
      sends: { name: 'signed up' },
      code: "double.checkpoint('signed up')",
    })
    .by(({ query, body, doing }, { doubles }) => {
      for (const double of chosenFrom(doubles, query.api, doing)) double.checkpoint(body.name)
      return { status: 204 }
    }),
  restoreCheckpoint: op
    .post('/checkpoints/:name/restore', 'Go back to a checkpoint', {
      about: 'Every double that has the checkpoint goes back to it, and none where one cannot.',
      params: name,
      query: z.strictObject({ api }),
      replies: { 204: 'They hold what they held then.' },
      refuses: [404],
      code: "double.restore('signed up')",
    })
    .by(({ params, query, doing }, { doubles }) => {
      const chosen = havingIn(chosenFrom(doubles, query.api, doing), params.name)
      if (chosen.length === 0) return unknown(params.name)
      restoreAll(chosen, params.name, doing)
      return { status: 204 }
    }),
  dropCheckpoint: op
    .delete('/checkpoints/:name', 'Forget a checkpoint', {
      params: name,
      query: z.strictObject({ api }),
      replies: { 204: 'It is gone.' },
      refuses: [404],
      code: "double.forget('signed up')",
    })
    .by(({ params, query, doing }, { doubles }) => {
      const chosen = havingIn(chosenFrom(doubles, query.api, doing), params.name)
      for (const double of chosen) double.forget(params.name)
      return chosen.length > 0 ? { status: 204 } : unknown(params.name)
    }),
}

const havingIn = (doubles: readonly ServedDouble[], name: string) =>
  doubles.filter(({ checkpoints }) => checkpoints.includes(name))

const unknown = (name: string) => problem(404, `There is no checkpoint "${shown(name)}".`)
