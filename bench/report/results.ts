import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Machine } from '../machine.ts'
import { createFindings, type Findings, type Measure } from '../measure.ts'
import { root } from '../programs.ts'

/** What a part measured, and where and when. */
export interface Result {
  readonly part: string
  /** ISO 8601. */
  readonly at: string
  readonly isQuick: boolean
  /** How long it took, in seconds. */
  readonly seconds: number
  readonly machine: Machine
  readonly measures: readonly Measure[]
}

const folder = join(root, 'bench/results')

/** Keeps the last result of each part, so that one can be measured anew alone. */
export function keep(result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(result.part), toJson(result))
}

export const kept = (part: string): Result | undefined =>
  existsSync(fileOf(part)) ? JSON.parse(readFileSync(fileOf(part), 'utf8')) : undefined

/** A measure to a line: a round more or less is seen in a diff. Four digits say all that there is to say. */
export const toJson = (value: unknown): string =>
  `${JSON.stringify(value, (_, one) => (typeof one === 'number' ? Number(one.toPrecision(4)) : one)).replaceAll('{"who"', '\n{"who"')}\n`

export const findingsOf = (results: readonly Result[]): Findings =>
  createFindings(results.flatMap(({ measures }) => measures))

const fileOf = (part: string): string => join(folder, `${part}.json`)
