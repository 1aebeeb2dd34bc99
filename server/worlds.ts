import type { WorldChoice } from '../handlers/index.ts'

/** The worlds that go by name. */
export const worldNames = ['documented', 'empty', 'demo'] as const

/** Only the demo world needs factories, and with them faker: no other waits for it. */
export const worldNamed = async (world: WorldChoice | 'demo'): Promise<WorldChoice> =>
  world === 'demo' ? (await import('../fixtures/worlds/demo.ts')).demo : world
