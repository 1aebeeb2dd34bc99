import type { Call } from '../answer.ts'
import type { Contract } from '../endpoint.ts'

/** How many of the nearest endpoints are told. */
const told = 3

/** The endpoints that come nearest to a call that is none's, each with what differs: `GET /v1/users/me: the method.` */
export function nearMisses(contract: Contract, basePath: string, { method, path }: Call): string[] {
  const sent = path.split('/').slice(1)
  return Object.values(contract)
    .map(endpoint => {
      const template = basePath + endpoint.path
      const differences = differencesOf(sent, template.split('/').slice(1))
      const isOther = endpoint.method.toUpperCase() !== method
      if (isOther) differences.push(`the method is ${endpoint.method.toUpperCase()}`)
      return { name: `${endpoint.method.toUpperCase()} ${template}`, differences }
    })
    .filter(({ differences }) => differences.length <= Math.max(2, sent.length / 2))
    .sort((a, b) => a.differences.length - b.differences.length)
    .slice(0, told)
    .map(({ name, differences }) => `Near: ${name} (${differences.join(', ')}).`)
}

/** What differs segment by segment; a parameter is like any segment but an empty one. */
function differencesOf(sent: readonly string[], template: readonly string[]): string[] {
  if (sent.length === template.length + 1 && sent.at(-1) === '') {
    return [...differencesOf(sent.slice(0, -1), template), 'no slash at the end']
  }
  const length = Math.max(sent.length, template.length)
  return Array.from({ length }, (_, index) => differenceAt(sent[index], template[index])).flat()
}

function differenceAt(sent: string | undefined, wanted: string | undefined): string[] {
  if (wanted === undefined) return [`no "${sent}"`]
  if (sent === undefined || sent === '') return [`"${wanted}" is missing`]
  return wanted.startsWith(':') || wanted === sent ? [] : [`"${wanted}" for "${sent}"`]
}
