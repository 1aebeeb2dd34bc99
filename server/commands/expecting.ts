import type { Config } from '../../contract/config/config.ts'
import type { Choices, Fidelity } from '../../contract/readings/choice.ts'
import { oneOf } from '../line/values.ts'
import { readingsIn } from '../serve/followed.ts'

/** What every command takes that holds a provider to a contract; each says itself where its readings come from. */
export const expectingOptions = {
  fidelity: {
    type: 'string',
    value: '<name>',
    about:
      'documented, observed: what to expect where the live system is known to differ; default documented',
  },
  strict: { type: 'boolean', about: 'exit with 1 too where a reading is otherwise' },
} as const

/** What is expected of the provider of an API. */
export interface Expected {
  readonly fidelity: Fidelity
  readonly readings: Choices
}

/** What was typed of what is expected: of each API, by its name. */
export async function expectedIn(
  typed: { readonly fidelity?: string; readonly readings?: string },
  { apis }: Config,
): Promise<(api: string) => Expected> {
  const fidelity = oneOf('--fidelity', typed.fidelity ?? 'documented', ['documented', 'observed'])
  const told: Readonly<Record<string, Choices>> =
    typed.readings === undefined ? {} : await readingsIn([typed.readings], { apis })
  return api => ({ fidelity, readings: told[api] ?? {} })
}
