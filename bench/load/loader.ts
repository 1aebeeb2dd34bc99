import { once } from 'node:events'
import { lastOf, spawned, stopped } from '../process.ts'
import { program, root } from '../programs.ts'
import type { Job, Outcome } from './job.ts'

/** The process that sends the requests, on the other core. */
export interface Loader {
  run(job: Job): Promise<Outcome>
  stop(): Promise<void>
}

export async function startLoader(): Promise<Loader> {
  const child = spawned('load', [process.execPath, program('loader')], { cwd: root })
  const errors = lastOf(child)
  await once(child, 'message')
  return {
    async run(job) {
      child.send(job)
      const [{ outcome, failure }] = await once(child, 'message')
      if (outcome) return outcome
      throw new Error(`Failed to load "${job.url}": ${failure}. ${errors.text}`)
    },
    stop: () => stopped(child),
  }
}
