import type { Suite } from '../../../contract/verify/suite.ts'

/** The requests that each probe and each scenario of a suite sends, as in `PATCH /api/core/user/x?y`. */
export interface Scope {
  readonly probes: readonly string[]
  readonly scenarios: readonly (readonly string[])[]
}

/** Tries out each scenario by itself: `sentBy` verifies a double by a suite, and gives the requests of what it plays. */
export async function scopeOf(
  suite: Suite,
  sentBy: (suite: Suite) => Promise<readonly string[]>,
): Promise<Scope> {
  const readings = trying(suite)
  const probes = await sentBy({ ...suite, readings, scenarios: [] })
  const { length } = suite.probes(() => 'unique')
  if (probes.length !== length) {
    throw new Error(
      `Failed to tell the probes of "${suite.name}" apart: ${length} sent ${probes.length} requests. Have each send one.`,
    )
  }
  const scenarios: (readonly string[])[] = []
  for (const scenario of suite.scenarios) {
    scenarios.push(await sentBy({ ...suite, readings, probes: () => [], scenarios: [scenario] }))
  }
  return { probes, scenarios }
}

/** The readings of a suite, of which one alone is tried out, or none. */
const trying = ({ readings }: Suite, id?: string): Suite['readings'] =>
  Object.fromEntries(
    Object.entries(readings).map(([own, { try: tryOut, ...reading }]) => [
      own,
      { ...reading, ...(tryOut && own === id && { try: tryOut }) },
    ]),
  )

/**
 * What is left of a suite without the probes and scenarios that send no such request, and without trying out what the
 * mutant does not tell; the short ones first. Those that may spoil it for others stay last.
 */
export function narrowed(
  suite: Suite,
  { probes, scenarios }: Scope,
  { on, tells }: { readonly on: RegExp; readonly tells?: string },
): Suite {
  const isMeant = (line: string | undefined) => line !== undefined && on.test(line)
  const meant = suite.scenarios
    .map((scenario, nth) => ({ scenario, lines: scenarios[nth] ?? [] }))
    .filter(({ lines }) => lines.some(isMeant))
  const weight = ({ scenario, lines }: (typeof meant)[number]) =>
    scenario.only ? Number.POSITIVE_INFINITY : lines.length
  return {
    ...suite,
    readings: trying(suite, tells),
    probes: unique => suite.probes(unique).filter((_, nth) => isMeant(probes[nth])),
    scenarios: meant
      .toSorted((one, other) => weight(one) - weight(other) || 0)
      .map(({ scenario }) => scenario),
  }
}
