import { writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Reading, Readings } from '../contract/readings/reading.ts'
import { filesOf, read } from './files.ts'

/**
 * Writes beside the readings of each API the same without their words, and has it loaded in their place by whatever does
 * not wait for it: no double tells them, and no browser is to load them. Who asks for the words still gets all.
 */
export async function buildReadings(): Promise<void> {
  const files = filesOf('/readings.js').filter(file => file.startsWith('handlers/'))
  for (const file of files) {
    const exported: Readonly<Record<string, Readings>> = await import(
      pathToFileURL(`dist/${file}`).href
    )
    const lean = Object.entries(exported).map(
      ([name, readings]) => `export const ${name} = ${JSON.stringify(leanOf(readings))}\n`,
    )
    writeFileSync(`dist/${leanNameOf(file)}`, lean.join(''))
    pointAtLean(file)
  }
}

const leanNameOf = (file: string): string => file.replace(/\.js$/, '-lean.js')

/** What a double follows: a reading that leaves no choice is none of that. */
const leanOf = (readings: Readings): object =>
  Object.fromEntries(
    Object.entries(readings).flatMap(([id, one]) => (one.or ? [[id, bareOf(one, one.or)]] : [])),
  )

function bareOf({ of, takes, live, form }: Reading, or: NonNullable<Reading['or']>): object {
  const bare = Object.fromEntries(Object.keys(or).map(value => [value, '']))
  const isChoice = String(live) in or
  // What none of its forms is about, the kernel asks for no operation.
  return { ...(form && { of, form }), takes, or: bare, ...(isChoice && { live }) }
}

/** Has it loaded by the modules of its folder, but for those that load it when they are asked. */
function pointAtLean(file: string): void {
  const folder = dirname(file)
  for (const other of filesOf('.js').filter(one => one.startsWith(`${folder}/`))) {
    const path = `dist/${other}`
    const own = relative(dirname(other), file)
    const name = own.startsWith('.') ? own : `./${own}`
    const text = read(path)
    const pointed = text.replaceAll(`from '${name}'`, `from '${leanNameOf(name)}'`)
    if (pointed !== text) writeFileSync(path, pointed)
  }
}
