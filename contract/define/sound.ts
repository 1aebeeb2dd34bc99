import type { Choice } from '../readings/choice.ts'
import type { Reading } from '../readings/reading.ts'
import { choicesOf } from '../readings/values.ts'
import type { Description } from './description.ts'

type Spec = Description['spec']

/**
 * Throws a sentence where a path has its parameters as OpenAPI has them, or a reading is about nothing that there is, or
 * cannot be followed as it says.
 */
export function refuseUnsound(spec: Spec): void {
  for (const [operation, { endpoint }] of Object.entries(spec.operations)) {
    const [braced, name] = /\{(\w+)\}/.exec(endpoint.path) ?? []
    if (braced !== undefined)
      throw new Error(
        `Failed to define the API "${spec.name}": the path of "${operation}" has "${braced}", which is a text like any other here. Write ":${name}".`,
      )
  }
  for (const [id, reading] of Object.entries(spec.dialect.readings ?? {})) {
    const fault = faultIn(id, reading, spec)
    if (fault !== undefined)
      throw new Error(`Failed to define the API "${spec.name}": the reading "${id}" ${fault}.`)
  }
}

function faultIn(id: string, reading: Reading, spec: Spec): string | undefined {
  const { of = [], takes, live = takes } = reading
  if (!/^[a-z]\w*$/i.test(id)) return 'goes by no name of code. Call it as in createStatus'
  const names = Object.keys(spec.operations)
  const stray = [of].flat().find(name => !names.includes(name))
  if (stray !== undefined)
    return `is of "${stray}", which is no operation. Choose from ${names.join(', ')}`
  const choices = choicesOf(reading)
  if (choices.length > 0 && !choices.includes(live) && !/\s/.test(String(live)))
    return `has ${live} as what is live. Give one of ${choices.join(', ')}, or a sentence`
  const stranger = choices.find(one => !canFollow(one, reading, spec))
  return stranger === undefined
    ? undefined
    : `has the value ${stranger}, which its form cannot follow. Give a status of its kind, or add an envelope`
}

/** What the kernel does about a value, it must be able to do. */
function canFollow(value: Choice, { form, takes }: Reading, { dialect }: Spec): boolean {
  if (form === 'envelope') return value === takes || dialect.envelopes?.[value] !== undefined
  if (typeof form !== 'object') return true
  return ('status' in form ? /^2\d\d$/ : /^4\d\d$/).test(String(value))
}
