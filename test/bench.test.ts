import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { toldBy } from '../bench/arguments.ts'
import { crowdOf } from '../bench/crowd.ts'
import { toBare } from '../bench/load/bare.ts'
import { cases, type Sendable } from '../bench/load/cases.ts'
import type { Job, Outcome } from '../bench/load/job.ts'
import { ours } from '../bench/load/own.ts'
import { inRounds } from '../bench/load/target.ts'
import { createFindings, createRecord } from '../bench/measure.ts'
import { parts } from '../bench/parts.ts'
import { pageOf } from '../bench/report/page.ts'
import { reachTable } from '../bench/report/reach.ts'
import { reaches } from '../bench/report/reaches.ts'
import type { Result } from '../bench/report/results.ts'
import { ratiosOf, spreadOf } from '../bench/report/statistics.ts'
import { rounded, shown, toMarkdown, toText } from '../bench/report/table.ts'
import { installed, rivals } from '../bench/rivals/rivals.ts'
import { createDoubles } from '../handlers/index.ts'
import manifest from '../package.json' with { type: 'json' }

const read = (path: string): Promise<string> =>
  readFile(new URL(`../${path}`, import.meta.url), 'utf8')

describe('the arithmetic of the bench', () => {
  it('takes the median and the quartiles, between two rounds where they fall there', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ median: 5, low: 3, high: 7 })
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1.75, high: 3.25 })
  })

  it('compares in each round, and not the median of one with that of the other', () => {
    expect(ratiosOf([2, 9], [4, 3])).toEqual([0.5, 3])
    const record = createRecord()
    for (const [one, other] of [
      [10, 100],
      [20, 20],
      [60, 50],
    ] as const) {
      record.add('ours', 'GET', 'requests/s', one)
      record.add('bare', 'GET', 'requests/s', other)
    }
    const findings = createFindings(record.measures)
    expect(findings.spread('ours', 'GET', 'requests/s')?.median).toBe(20)
    expect(findings.ratio(['ours', 'GET'], ['bare', 'GET'], 'requests/s')?.median).toBe(1)
    expect(findings.ratio(['ours', 'GET'], ['nobody', 'GET'], 'requests/s')).toBeUndefined()
  })

  it('refuses to compare what was measured in different rounds', () => {
    expect(() => ratiosOf([1, 2], [1])).toThrow('Failed to compare 2 rounds with 1')
  })
})

describe('a table of the bench', () => {
  const table = {
    title: 'Speed',
    about: 'Of two.',
    head: ['', 'requests/s'],
    rows: [
      ['ours', '12,300'],
      ['a | b', '–'],
    ],
  }

  it('has its numbers below each other on a terminal', () => {
    expect(toText(table)).toBe(
      [
        'Speed',
        'Of two.',
        '',
        '       requests/s',
        '-----  ----------',
        'ours       12,300',
        'a | b           –',
        '',
      ].join('\n'),
    )
  })

  it('is Markdown in the docs', () => {
    expect(toMarkdown(table)).toBe(
      '## Speed\n\nOf two.\n\n|  | requests/s |\n| --- | --- |\n| ours | 12,300 |\n| a \\| b | – |',
    )
  })

  it('has three digits that count', () => {
    expect([12_345, 0.45678, 9.999, 0].map(rounded)).toEqual(['12,300', '0.457', '10', '0'])
    expect(shown({ median: 12_345, low: 11_000, high: 13_000 })).toBe('12,300 (11,000 to 13,000)')
    expect(shown({ median: 1, low: 1, high: 1 })).toBe('1')
    expect(shown(undefined)).toBe('–')
  })
})

describe('what is to be reached', () => {
  const record = createRecord()
  for (const [who, cost] of [
    ['Overplane', 40],
    ['Pterodactyl', 60],
    ['Oberplan', 30],
  ] as const) {
    record.add(who, 'restore', 'ms', cost)
  }
  const restore = reaches.filter(({ what }) => what === 'restore of 10,000 users')

  it('is told of the API that is furthest from it', () => {
    expect(reachTable(restore, createFindings(record.measures)).rows).toEqual([
      ['restore of 10,000 users', 'at most 50 ms', '60 ms', 'not met'],
    ])
  })

  it('is told where it was not measured, if all is told', () => {
    const nothing = createFindings([])
    expect(reachTable(restore, nothing).rows).toEqual([
      ['restore of 10,000 users', 'at most 50 ms', '–', 'not measured'],
    ])
    expect(reachTable(reaches, nothing, false).rows).toEqual([])
  })

  it('has one bound each, and a name of its own', () => {
    for (const { what, most, least } of reaches) {
      expect(
        [most, least].filter(one => one !== undefined),
        what,
      ).toHaveLength(1)
    }
    expect(new Set(reaches.map(({ what }) => what)).size).toBe(reaches.length)
  })
})

describe('the rivals', () => {
  it.each(installed)('$name is installed at an exact version', ({ version }) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/)
  })

  it('are nothing that this package depends on, but for what it is tested with', () => {
    const { dependencies, peerDependencies, devDependencies } = manifest
    const ours = Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies })
    const shared = installed.map(one => one.package).filter(name => ours.includes(name))
    expect(shared).toEqual(['@stoplight/prism-cli'])
  })

  it('and we are asked for nothing but what is compared', () => {
    const all: readonly Sendable[] = [
      ...rivals.map(rival => rival.sendable(100)),
      ...Object.values(ours).map(own => own(100)),
    ]
    for (const sendable of all) expect(cases).toEqual(expect.arrayContaining(Object.keys(sendable)))
  })
})

describe('what our APIs are asked', () => {
  const size = 100
  const doubles = createDoubles({ world: { name: 'crowd', ...crowdOf(size) } })

  it.each(
    Object.entries(ours).flatMap(([own, sendable]) =>
      Object.entries(sendable(size)).map(([name, sent]) => ({ own, name, sent })),
    ),
  )('$own has what is asked for at "$name"', async ({ own, name, sent }) => {
    const [each = own === 'Pterodactyl' ? '99' : 'user_99'] = sent.each ?? []
    const text = JSON.stringify(sent.asks).replaceAll('{n}', '1').replaceAll('{each}', each)
    const asks: typeof sent.asks = JSON.parse(text)
    for (const { path, ...asked } of asks) {
      const response = await doubles.fetch(path, asked)
      expect(response.status, `${asked.method} ${path}`).toBeLessThan(300)
      if (name.includes('list')) expect(await rowsOf(response)).toBeGreaterThan(least[name] ?? 0)
    }
  })

  const least: Readonly<Record<string, number>> = { 'list page of 20': 19 }

  const rowsOf = async (response: Response): Promise<number> => (await response.json()).data.length
})

describe('who is asked in rounds', () => {
  const usual = { seconds: 0.5, cpu: 100, latency: 1, failed: 0, ids: [] }
  const asks = Array.from({ length: 12 }, (_, nth) => ({
    ...{ method: 'GET' as const, path: `/${nth}`, headers: {} },
  }))
  const effort = { isQuick: true, rounds: 2, seconds: 0.5, largest: 100 }

  /** Measures with what a loader is told to have seen, and gives what it was asked for. */
  async function measured(run: (job: Job) => Partial<Outcome>) {
    const jobs: Job[] = []
    const loader = {
      async run(job: Job) {
        jobs.push(job)
        return { ...usual, requests: 100, ...run(job) }
      },
      stop: async () => {},
    }
    const target = { name: 'it', pid: 1, urlIn: () => 'http://localhost', sendable: {} }
    const turn = { target, sent: { asks }, name: 'GET by id', what: 'GET' } as const
    const measures = await inRounds(loader, [turn], effort, createRecord())
    return { jobs, rates: measures.find(({ unit }) => unit === 'requests/s')?.values }
  }

  it('is measured in each round, and not while it gets warm', async () => {
    const { jobs, rates } = await measured(() => ({}))
    expect(jobs.map(({ seconds }) => seconds)).toEqual([0.15, 0.25, 0.3, 0.5, 0.3, 0.5])
    expect(rates).toEqual([200, 200])
  })

  it('is asked one by one where it is slow, and for something else each time', async () => {
    const { jobs, rates } = await measured(({ each }) =>
      each ? { requests: 5, seconds: 2 } : { requests: 0 },
    )
    expect(rates).toEqual([2.5, 2.5])
    const single = jobs.filter(({ connections }) => connections === 1)
    expect(single.map(job => job.asks[0]?.path)).toEqual(['/0', '/5', '/10'])
  })

  it('is not slow where it took its time once', async () => {
    let isFirst = true
    const { rates } = await measured(({ each }) => {
      const requests = isFirst ? 0 : 100
      isFirst = false
      return each ? { requests: 5, seconds: 0.01 } : { requests }
    })
    expect(rates).toEqual([200, 200])
  })

  it('has no round without an answer', async () => {
    const { rates } = await measured(({ each }) =>
      each ? { requests: 5, seconds: 0.1 } : { requests: 0, seconds: 0 },
    )
    expect(rates).toEqual([50, 50])
    await expect(measured(() => ({ requests: 0, seconds: 1 }))).rejects.toThrow(
      'Failed to bench it at "GET": it answered nothing.',
    )
  })

  it('has to succeed', async () => {
    await expect(measured(() => ({ failed: 1 }))).rejects.toThrow(
      'Failed to bench it at "GET": 1 of 100 replies were no success.',
    )
  })
})

describe('bare node:http', () => {
  it('sends our status, headers and body, but for what Node.js adds by itself', () => {
    const headers = [
      'Content-Type',
      'application/json',
      'X-A',
      '1',
      'Date',
      'now',
      'Connection',
      'close',
    ]
    const answered = { status: 201, headers: [...headers, 'Content-Length', '2'], body: '{}' }
    expect(toBare(answered, false)).toEqual({
      ...{ status: 201, body: '{}', hasDate: true, echoes: false },
      headers: { 'Content-Type': 'application/json', 'X-A': '1', 'Content-Length': '2' },
    })
  })

  it('counts what it sends back itself', () => {
    const answered = { status: 200, headers: ['Content-Length', '2'], body: '{}' }
    expect(toBare(answered, true)).toMatchObject({ headers: {}, hasDate: false, echoes: true })
  })
})

describe('the command', () => {
  it('runs all parts but those that are only run by name', () => {
    expect(toldBy([]).chosen).toEqual(parts.filter(({ name }) => name !== 'suite'))
    expect(toldBy(['suite', 'load']).chosen.map(({ name }) => name)).toEqual(['load', 'suite'])
  })

  it('names the parts to whoever asks for another, and writes no docs of a quick run', () => {
    expect(() => toldBy(['laod'])).toThrow('Failed to bench "laod": there is no part of that name')
    expect(() => toldBy(['--quick', '--write'])).toThrow('Failed to write docs/speed.md')
  })
})

describe('docs/speed.md', () => {
  it('rests on figures, all of them', async () => {
    const results: readonly Result[] = JSON.parse(await read('bench/speed.json'))
    const values = results.flatMap(({ measures }) => measures.flatMap(one => one.values))
    expect(values.filter(value => !Number.isFinite(value))).toEqual([])
  })

  it('is what the bench writes out of what it measured', async () => {
    expect(await read('docs/speed.md')).toBe(pageOf(JSON.parse(await read('bench/speed.json'))))
  })

  it('tells of every reach whether it is met', async () => {
    const page = await read('docs/speed.md')
    for (const { what } of reaches) expect(page).toContain(`| ${what} |`)
  })
})
