import * as z from 'zod/mini'
import { named, say } from '../define/words.ts'
import type { TrafficReport } from '../traffic/report.ts'
import { type ControlOperations, controls } from './declaring.ts'
import { calls } from './subjects/calls/calls.ts'
import { journal } from './subjects/calls/journal.ts'
import { documents } from './subjects/documents.ts'
import { health } from './subjects/health.ts'
import { live } from './subjects/live/live.ts'
import { promised } from './subjects/promised.ts'
import { readings } from './subjects/readings.ts'

const op = controls({ tag: 'Traffic', about: 'What went by, and what its contract says of it.' })

const Report = named(
  'TrafficReport',
  'What the traffic came to, as `--report json=<file>` writes it.',
  z.looseObject({
    source: say('Where it went by.', z.string()),
    apis: say('What it came to, by API.', z.array(z.looseObject({ api: z.string() }))),
    skipped: say('What was left alone: why, and how many calls.', z.record(z.string(), z.int())),
  }),
)

/** What can be asked of a proxy: what it has seen. It has nothing that could be steered. */
export const trafficOperations = (report: () => TrafficReport): ControlOperations => ({
  readReport: op
    .get('/report', 'Tell what the traffic came to', {
      about:
        'The breaches, the violations and the readings so far, each once, with how many calls have shown it.',
      session: 'none',
      replies: { 200: Report },
    })
    .by(() => ({ status: 200, pieces: [JSON.stringify(report())] })),
  ...journal,
  readCall: calls.readCall,
  exportCall: calls.exportCall,
  ...live,
  ...promised,
  listReadings: readings.listReadings,
  ...documents,
  ...health,
})
