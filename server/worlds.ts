import type { WorldChoice } from '../handlers/index.ts'

/** The worlds that go by name. */
export const worldNames = ['documented', 'empty', 'demo'] as const

/** Only the demo world needs factories, and with them faker: no other waits for it. */
export const worldNamed = async (name: (typeof worldNames)[number]): Promise<WorldChoice> =>
  name === 'demo' ? (await import('../fixtures/worlds/demo.ts')).demo : name
