import { checkpoints } from './checkpoints.ts'
import { clock } from './clock.ts'
import type { ControlOperations } from './declaring.ts'
import { documents } from './documents.ts'
import { health } from './health.ts'
import { journal } from './journal.ts'
import { outbox } from './outbox.ts'
import { overrides } from './overrides.ts'
import { readings } from './readings.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { state } from './state.ts'
import { worlds } from './worlds.ts'

/** All that can be done to doubles from outside. */
export const controlOperations: ControlOperations = {
  ...journal,
  ...overrides,
  ...readings,
  ...clock,
  ...settings,
  ...outbox,
  ...worlds,
  ...checkpoints,
  ...sessions,
  ...state,
  ...documents,
  ...health,
}
