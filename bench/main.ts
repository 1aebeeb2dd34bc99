import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toldBy, usage } from './arguments.ts'
import { installPackage } from './installed.ts'
import { quick, thorough } from './load/target.ts'
import { thisMachine } from './machine.ts'
import type { Part } from './part.ts'
import { parts } from './parts.ts'
import { buildPrograms, root } from './programs.ts'
import { pageOf } from './report/page.ts'
import { reachTable } from './report/reach.ts'
import { reaches } from './report/reaches.ts'
import { findingsOf, keep, kept, type Result, toJson } from './report/results.ts'
import { toText } from './report/table.ts'

const { chosen, isQuick, isToWrite, wantsHelp, json } = toldBy(process.argv.slice(2))
if (wantsHelp) {
  console.log(usage)
} else {
  await bench()
}

async function bench(): Promise<void> {
  installPackage()
  await buildPrograms()
  const results: Result[] = []
  for (const part of chosen) {
    const result = await resultOf(part)
    results.push(result)
    keep(result)
    const findings = findingsOf([result])
    for (const table of part.tables(findings)) console.log(toText(table))
    if (part.isSound?.(findings) === false) process.exitCode = 1
  }
  const reached = reachTable(reaches, findingsOf(results), false)
  if (reached.rows.length > 0) console.log(toText(reached))
  if (json !== undefined) writeFileSync(json, toJson(results))
  if (isToWrite) write()
}

async function resultOf({ name, measure }: Part): Promise<Result> {
  const begun = performance.now()
  console.log(`Measuring: ${name}`)
  const measures = await measure(isQuick ? quick : thorough)
  const seconds = Math.round((performance.now() - begun) / 1000)
  const at = new Date().toISOString()
  console.log(`${name} took ${seconds} s\n`)
  return { part: name, at, isQuick, seconds, machine: thisMachine(), measures }
}

/** Of all parts what was measured last, on this machine or on one like it. */
function write(): void {
  const here = JSON.stringify(thisMachine())
  const before: readonly Result[] = JSON.parse(readFileSync(join(root, 'bench/speed.json'), 'utf8'))
  const results = parts.flatMap(({ name, isOnDemand }) => {
    const last = kept(name) ?? before.find(({ part }) => part === name)
    if (last && !last.isQuick && JSON.stringify(last.machine) === here) return [last]
    if (isOnDemand) return []
    throw new Error(
      `Failed to write docs/speed.md: "${name}" was not measured on this machine. Run npm run bench -- --write ${name}.`,
    )
  })
  writeFileSync(join(root, 'bench/speed.json'), toJson(results))
  writeFileSync(join(root, 'docs/speed.md'), pageOf(JSON.parse(toJson(results))))
}
