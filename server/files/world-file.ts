import { existsSync } from 'node:fs'
import { parse, resolve } from 'node:path'
import type { Apis } from '../../contract/api.ts'
import type { WorldOf } from '../../contract/double/doubles.ts'
import { givenWorld } from '../../contract/double/state/given-world.ts'
import { defaultOf } from '../config/loading.ts'
import { UsageError, whyOf } from '../line/usage.ts'
import { readJson } from './json-file.ts'

/**
 * The world that stands in a file: as JSON, or as what a module exports by default. It goes by the name of the file
 * unless it says another, or is configured under one.
 *
 * @example await readWorld('./team.json', ['overplane', 'oberplan'])
 */
export async function readWorld(
  file: string,
  apis: readonly string[],
  usual = parse(file).name,
): Promise<WorldOf<Apis>> {
  const doing = `read the world "${file}"`
  const given = await orRefuse(doing, () =>
    /\.m?[jt]s$/i.test(file) ? exportedBy(resolve(file)) : readJson(file),
  )
  return givenWorld(given, { usual, apis, doing })
}

async function exportedBy(path: string): Promise<unknown> {
  if (!existsSync(path)) throw new Error('there is no such file')
  const exported = await defaultOf(path)
  if (exported !== undefined) return exported
  throw new Error('it has no default export')
}

async function orRefuse<Value>(doing: string, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step()
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    const why = whyOf(
      cause,
      'Give JSON, as in { "overplane": { "users": [{ "email": "ada@example.com" }] } }, or a module that exports a world by default.',
    )
    throw new UsageError(`Failed to ${doing}: ${why}`, { cause })
  }
}
