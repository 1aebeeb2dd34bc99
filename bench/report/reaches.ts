import { bareOf } from '../load/hosts.ts'
import { ours } from '../load/own.ts'
import type { Findings } from '../measure.ts'
import { addedTo } from '../parts/browser.ts'
import { heaps } from '../parts/heap.ts'
import { imported } from '../parts/imports.ts'
import { sized } from '../parts/sizes.ts'
import { growth, soaked } from '../parts/soak.ts'
import { starters } from '../parts/start.ts'
import type { Reach } from './reach.ts'

const all = Object.keys(ours)
const million = 1_000_000

const besideBare = (what: string, name: string, least: number, who = all): Reach => ({
  what,
  least,
  figures: findings =>
    who.map(own => findings.ratio([own, name], [bareOf(own), name], 'requests/s')),
})

const besideRival = (rival: string, least: number): Reach => ({
  what: `GET by id, times ${rival}`,
  least,
  figures: findings =>
    all.map(own => findings.ratio([own, 'GET by id'], [rival, 'GET by id'], 'requests/s')),
})

/** How many times as long as of 100 entities. */
const ofAMillion = (what: string, name: string): Reach => ({
  what,
  most: 1.2,
  figures: findings =>
    all.map(own =>
      findings.ratio([own, sized(name, 100)], [own, sized(name, million)], 'requests/s'),
    ),
})

const wide = (what: string, way: string): Reach => ({
  what: `200 operations beside 20, ${what}`,
  most: 1.1,
  figures: ({ ratio }) => [ratio(['200 operations', way], ['20 operations', way], 'µs')],
})

const inProcess = (what: string, most: number, one: string, other: string): Reach => ({
  what,
  most,
  figures: ({ ratio }) => all.map(own => ratio([own, one], [own, other], 'µs')),
})

const started = (what: string, most: number, one: string, other: string): Reach => ({
  what,
  most,
  figures: ({ ratio }) => [ratio([one, 'start'], [other, 'start'], 'ms of CPU')],
})

/** Half of what it took before what is used of @mswjs/data was built in: 2.32 times msw alone, and in Vitest 2.31, medians of 8 rounds. */
const importing = (what: string, most: number, one: string, alone: string): Reach => ({
  what,
  most,
  unit: 'times msw alone',
  figures: ({ ratio }) => [ratio([one, 'import'], [alone, 'import'], 'ms of CPU')],
})

const ofUsers = (what: string, most: number, name: string, unit: 's' | 'MB'): Reach => ({
  ...{ what, most, unit },
  figures: ({ spread }) => all.map(own => spread(own, sized(name, million), unit)),
})

const weight = (what: string, most: number, figure: (findings: Findings) => number): Reach => ({
  ...{ what, most, unit: 'kB' },
  figures: findings => [figure(findings)],
})

const ofGroup = (findings: Findings, who: string, group: string): number =>
  findings.spread(who, group, 'kB')?.median ?? Number.NaN

/** What this project has set itself: medians, ratios of one run, the server on one core. */
export const reaches: readonly Reach[] = [
  besideBare('GET by id, of bare node:http', 'GET by id', 0.75),
  besideRival('json-server 0.17', 5),
  besideRival('emulate', 3),
  besideRival('Prism', 8),
  besideRival('Mockoon CLI', 8),
  besideBare('list page of 20, of bare', 'list page of 20', 0.6),
  besideBare("Pterodactyl's filtered list, of bare", 'filtered and sorted list', 0.2, [
    'Pterodactyl',
  ]),
  {
    ...{ what: "Pterodactyl's filtered list of 1,000,000 users", most: 300, unit: 'ms' },
    figures: ({ spread }) => {
      // Of several under way at a time each waits for the others.
      const rate = spread('Pterodactyl', sized('filtered and sorted list', million), 'requests/s')
      return [rate && 1000 / rate.median]
    },
  },
  besideBare('create, of a bare server that parses and echoes', 'create', 0.5),
  besideBare('update, of the same', 'update', 0.5),
  ofAMillion('GET by id of 1,000,000 entities beside 100', 'GET by id'),
  ofAMillion('first pages of 1,000,000 entities beside 100', 'list page of 20'),
  wide('double.answer', 'double.answer'),
  wide('double.fetch', 'double.fetch'),
  wide('intercepted fetch', 'intercepted fetch'),
  {
    ...{ what: '200 operations beside 20, over a socket', most: 1.1 },
    figures: ({ ratio }) => [
      ratio(['20 operations', 'socket'], ['200 operations', 'socket'], 'requests/s'),
    ],
  },
  inProcess(
    ...(['intercepted fetch, all handlers, beside one static msw handler', 1.1] as const),
    ...(['intercepted fetch', 'one static msw handler'] as const),
  ),
  inProcess('double.fetch beside intercepted fetch', 0.2, 'double.fetch', 'intercepted fetch'),
  started(
    'CPU of the installed command, demo world, times bare',
    2.5,
    starters.demo,
    starters.bare,
  ),
  started('CPU of npm start, times bare by tsx', 1.6, starters.npm, starters.tsx),
  started('the same without what npm takes itself', 1.6, starters.source, starters.tsx),
  importing('import of contract-doubles/overplane in Node.js', 1.16, imported.ours, imported.msw),
  importing('the same in Vitest', 1.16, imported.vitest, imported.mswVitest),
  {
    ...{ what: 'restore of 10,000 users', most: 50, unit: 'ms' },
    figures: ({ spread }) => all.map(own => spread(own, 'restore', 'ms')),
  },
  {
    ...{ what: '10,000 users created, times JSON.parse of them', most: 15 },
    figures: ({ ratio }) =>
      all.map(own => ratio([own, 'create one by one'], [own, 'JSON.parse'], 'ms')),
  },
  ofUsers('1,000,000 users created', 25, 'seed', 's'),
  ofUsers('memory of a server with 1,000,000 users', 800, 'memory', 'MB'),
  ofUsers('snapshot of 1,000,000 users', 3, 'snapshot', 's'),
  {
    ...{ what: 'heap after 100,000 requests beside 10,000', most: 1.05 },
    figures: ({ ratio }) => [
      ratio(['Overplane', heaps.after100], ['Overplane', heaps.after10], 'MB'),
    ],
  },
  {
    ...{ what: 'heap of 1,000 bodies of 1 MiB in the journal', most: 64, unit: 'MB' },
    figures: ({ spread }) => [spread('Overplane', heaps.bodies, 'MB')],
  },
  {
    ...{ what: 'heap at the end of a long run beside its beginning', most: growth },
    figures: ({ ratio }) => [ratio([soaked.end, 'heap'], [soaked.settled, 'heap'], 'MB')],
  },
  weight('one API in a browser, beside msw', 60, findings =>
    Math.max(...all.map(own => addedTo(findings, own))),
  ),
  weight('of that ours', 20, findings =>
    Math.max(...all.map(own => ofGroup(findings, own, 'ours') - ofGroup(findings, 'msw', 'ours'))),
  ),
  weight(
    'the demo world in a browser, beside the API',
    25,
    findings =>
      ofGroup(findings, 'Overplane and the demo world', 'all') -
      ofGroup(findings, 'Overplane', 'all'),
  ),
  {
    ...{ what: 'installed, with msw', most: 45, unit: 'MB' },
    figures: ({ spread }) => [spread('all', 'installed', 'MB')],
  },
  {
    ...{ what: 'npm test, on all cores', most: 240, unit: 's' },
    figures: ({ spread }) => [spread('npm run test', 'suite', 's')],
  },
  {
    ...{ what: 'npm run check, on all cores', most: 40, unit: 's' },
    figures: ({ spread }) => [spread('npm run check', 'suite', 's')],
  },
]
