import { calls } from './calls/calls.ts'
import { journal } from './calls/journal.ts'
import { checkpoints } from './checkpoints.ts'
import { clock } from './clock.ts'
import type { ControlOperations } from './declaring.ts'
import { documents } from './documents.ts'
import { entities } from './entities/entities.ts'
import { health } from './health.ts'
import { inspector } from './inspector.ts'
import { live } from './live/live.ts'
import { outbox } from './outbox.ts'
import { overrides } from './overrides.ts'
import { promised } from './promised.ts'
import { readings } from './readings.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { state } from './state.ts'
import { worlds } from './worlds.ts'

/** All that can be done to doubles from outside. */
export const controlOperations: ControlOperations = {
  ...journal,
  ...calls,
  ...live,
  ...promised,
  ...overrides,
  ...readings,
  ...clock,
  ...settings,
  ...outbox,
  ...worlds,
  ...checkpoints,
  ...sessions,
  ...state,
  ...entities,
  ...documents,
  ...inspector,
  ...health,
}
