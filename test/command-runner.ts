import { afterEach, beforeEach, vi } from 'vitest'
import type { Run } from '../server/commands/command.ts'

/** Runs a command in this process, and gives its exit code, and what it printed on which side. */
export function createRunner(command: Run) {
  const errors: string[] = []
  beforeEach(() => {
    errors.length = 0
    vi.spyOn(process.stderr, 'write').mockImplementation(text => errors.push(String(text)) > 0)
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
  return async (...args: readonly string[]) => {
    const lines: string[] = []
    const code = await command(args, text => lines.push(text))
    return { code, out: lines.join('\n'), err: errors.join('') }
  }
}
