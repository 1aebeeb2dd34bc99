import type { ControlOperations } from './declaring.ts'
import { calls } from './subjects/calls/calls.ts'
import { journal } from './subjects/calls/journal.ts'
import { checkpoints } from './subjects/checkpoints.ts'
import { clock } from './subjects/clock.ts'
import { documents } from './subjects/documents.ts'
import { entities } from './subjects/entities/entities.ts'
import { health } from './subjects/health.ts'
import { inspector } from './subjects/inspector.ts'
import { live } from './subjects/live/live.ts'
import { outbox } from './subjects/outbox.ts'
import { overrides } from './subjects/overrides.ts'
import { promised } from './subjects/promised.ts'
import { readings } from './subjects/readings.ts'
import { sessions } from './subjects/sessions.ts'
import { settings } from './subjects/settings.ts'
import { state } from './subjects/state.ts'
import { worlds } from './subjects/worlds.ts'

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
