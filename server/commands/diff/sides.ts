import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Apis } from '../../../contract/api.ts'
import type { Documents } from '../../../contract/diff/diff.ts'
import { type ContractDocument, toContractDocument } from '../../../contract/diff/document.ts'
import { parseJson } from '../../files/json-file.ts'
import { messageOf, UsageError } from '../../line/usage.ts'
import { fileAt, kindAt, namesAt } from './git.ts'

/** The documents of one side, by the names of their files. */
interface Side {
  readonly name: string
  /** Whether it is one that was named itself, and not what a folder holds. */
  readonly isOne: boolean
  readonly documents: ReadonlyMap<string, ContractDocument>
}

/** Where a revision keeps its documents unless another place is named: from the working folder. */
const usualFolder = './fixtures/openapi'

/** What two that were named have to be compared. */
export async function documentsOf(
  before: string,
  after: string,
  apis: Apis,
): Promise<readonly Documents[]> {
  const [was, is] = [await sideOf(before, apis), await sideOf(after, apis)]
  if (was.isOne && is.isOne) {
    return [{ name: basename(after), ...one('before', was), ...one('after', is) }]
  }
  if (was.isOne) refuseUnmatched(was, is)
  if (is.isOne) refuseUnmatched(is, was)
  const single = [was, is].filter(side => side.isOne)
  const sides = single.length > 0 ? single : [was, is]
  const all = new Set(sides.flatMap(side => [...side.documents.keys()]))
  return [...all].toSorted().map(name => ({
    name,
    ...one('before', was, name),
    ...one('after', is, name),
  }))
}

/** A document of a side, the only one where none is named. */
function one<Key extends 'before' | 'after'>(key: Key, { documents }: Side, name?: string) {
  const found = name === undefined ? [...documents.values()][0] : documents.get(name)
  return found === undefined ? {} : { [key]: found }
}

function refuseUnmatched({ name, documents }: Side, many: Side): void {
  const [own = ''] = documents.keys()
  if (many.documents.has(own)) return
  throw new UsageError(
    `Failed to compare "${name}": "${many.name}" has no "${own}". Name two documents, or two folders.`,
  )
}

async function sideOf(named: string, apis: Apis): Promise<Side> {
  const api = Object.values(apis).find(({ name }) => name === named)
  if (api) {
    const document = JSON.parse(JSON.stringify(await api.openapi()))
    return { name: named, isOne: true, ...documents([[`${named}.json`, document]], () => named) }
  }
  const stats = await stat(named).catch(() => undefined)
  if (!stats) return sideOfGit(named)
  if (stats.isDirectory()) {
    const names = await orRefuse(named, () => readdir(named))
    return many(named, names, join, readOne)
  }
  const read = await orRefuse(named, () => readOne(named))
  return { name: named, isOne: true, ...documents([[basename(named), read]], () => named) }
}

/** A document of a file: somebody else's may be YAML, in several files, or of Swagger 2.0. */
async function readOne(path: string): Promise<unknown> {
  const { readDocument } = await import('../../documents/reading.ts')
  const { versioned } = await import('../../documents/version.ts')
  return versioned(path, await readDocument(path))
}

/** A revision, or what it has at a path: `v0.1.0`, `main:openapi.json`. */
async function sideOfGit(named: string): Promise<Side> {
  if (named.startsWith('-')) throw refusal(named, 'no revision begins with a hyphen')
  const object = named.includes(':') ? named : `${named}:${usualFolder}`
  const kind = await orRefuse(named, () => kindAt(object), elsewhere)
  if (kind === 'tree') {
    const names = await orRefuse(named, () => namesAt(object))
    return many(named, names, (_, name) => `${object.replace(/\/$/, '')}/${name}`, parsedAt)
  }
  const read = await orRefuse(named, () => parsedAt(object))
  const path = named.slice(named.indexOf(':') + 1)
  return { name: named, isOne: true, ...documents([[basename(path), read]], () => named) }
}

const parsedAt = async (object: string): Promise<unknown> => parseJson(await fileAt(object))

/** All documents of a folder. */
async function many(
  named: string,
  names: readonly string[],
  toPath: (folder: string, name: string) => string,
  read: (path: string) => Promise<unknown>,
): Promise<Side> {
  const own = names.filter(name => name.endsWith('.json'))
  if (own.length === 0) throw refusal(named, 'there is no document in it, *.json')
  const entries: (readonly [string, unknown])[] = []
  for (const name of own) {
    const path = toPath(named, name)
    entries.push([name, await orRefuse(path, () => read(path))])
  }
  return { name: named, isOne: false, ...documents(entries, name => toPath(named, name)) }
}

const documents = (
  entries: readonly (readonly [name: string, read: unknown])[],
  toName: (name: string) => string,
) => ({
  documents: new Map(
    entries.map(([name, read]) => [name, toContractDocument(toName(name), read)] as const),
  ),
})

const usual = 'Name an OpenAPI 3 document as JSON'
const elsewhere = 'Name a file or a folder that there is, an API, or a revision of git'

async function orRefuse<Value>(
  named: string,
  step: () => Promise<Value>,
  remedy = usual,
): Promise<Value> {
  try {
    return await step()
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw refusal(named, messageOf(cause), remedy, cause)
  }
}

const refusal = (named: string, why: string, remedy = usual, cause?: unknown): UsageError =>
  new UsageError(`Failed to read "${named}": ${why}. ${remedy}.`, { cause })
