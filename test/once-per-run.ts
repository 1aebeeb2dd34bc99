import { access, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { inject, vi } from 'vitest'
import { patience } from './patience.ts'

/**
 * A folder that is made once for a whole run, whoever of its processes asks: the first one makes it, and the others wait
 * for the end of that. Gives its path.
 */
export async function oncePerRun(
  name: string,
  make: (folder: string) => Promise<unknown>,
): Promise<string> {
  const made = join(inject('runFolder'), name)
  const making = `${made}-making`
  const isFirst = await mkdir(`${made}-begun`).then(
    () => true,
    () => false,
  )
  if (isFirst) {
    await mkdir(making)
    await make(making).finally(() => rename(making, made))
  }
  await vi.waitFor(() => access(made), { timeout: patience })
  return made
}
