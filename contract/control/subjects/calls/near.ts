import * as z from 'zod/mini'
import type { Call } from '../../../answer/call.ts'
import { named, say } from '../../../define/words.ts'
import { type Near, nearTo } from '../../../double/nearest/near-misses.ts'
import type { ServedDouble } from '../../controlled.ts'

const text = z.string()

/** An operation that may have been meant. */
export const NearSchema = named(
  'Near',
  'An operation that may have been meant.',
  z.strictObject({
    api: say('The name of the API.', text),
    operation: say('The name of the operation.', text),
    method: say('Its method.', text),
    path: say('Its path, parameters as `:name`.', text),
    differences: say('In what the call differs from it, each a phrase.', z.array(text)),
    steps: say(
      'Both paths, segment by segment.',
      z.array(
        named(
          'NearStep',
          'A segment of the path that was sent, beside that of the path that may have been meant.',
          z.strictObject({
            sent: z.optional(say('The segment that was sent; absent where one is missing.', text)),
            wanted: z.optional(
              say('The segment that there would have to be; absent where one is too many.', text),
            ),
          }),
        ),
      ),
    ),
  }),
)

/** What may have been meant by a call that is none's. */
export const nearOf = (
  doubles: readonly ServedDouble[],
  call: Pick<Call, 'method' | 'path'>,
): z.input<typeof NearSchema>[] => nearTo(doubles, call).map(toTold)

const toTold = ({ api, differences, steps, ...near }: Near<ServedDouble>) => ({
  ...near,
  ...{ api: api.name, differences: [...differences], steps: [...steps] },
})
