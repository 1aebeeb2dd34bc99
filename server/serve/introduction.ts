import type { Example } from '../../contract/answer/endpoint.ts'
import type { ServedDouble, Words } from '../../contract/control/controlled.ts'
import { lastHeldBy } from '../commands/verdicts.ts'
import { banner, type Setting } from './banner.ts'

/** What a server knows of itself when it starts. */
export interface Introduced extends Setting {
  /** Whether its world has all that the pages print: then nothing has to be tried. */
  readonly hasPrinted: boolean
  /** The words of the readings, where other values are followed than those that are taken. */
  readonly words: Words | undefined
}

/** The banner of a server, and nothing of what it tried. */
export async function introductionOf(
  url: string,
  doubles: readonly ServedDouble[],
  { hasPrinted, words, ...setting }: Introduced,
): Promise<string> {
  const readings = words ? await (await loaded()).toldBy(doubles, words) : {}
  const verdicts = await lastHeldBy(doubles.map(double => double.name))
  const told = { ...setting, readings, verdicts }
  if (hasPrinted) return banner(url, doubles, { ...told, isAnswered: () => true })
  const before = doubles.map(double => double.snapshot())
  const introduction = banner(url, doubles, { ...told, isAnswered })
  for (const [nth, { restore, journal }] of doubles.entries()) {
    restore(before[nth] ?? {})
    journal.clear()
  }
  return introduction
}

/** Few servers need it. */
const loaded = () => import('../../contract/control/subjects/readings.ts')

/** Whether the world that is served has what the example asks for. */
function isAnswered({ answer }: ServedDouble, { request }: Example): boolean {
  const { pathname: path, search } = new URL(request.path, 'http://localhost')
  const sent = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])
  const call = { method: 'GET', origin: 'http://localhost', path, search, text: '' }
  return answer({ ...call, headers: Object.fromEntries(sent) }).status < 400
}
