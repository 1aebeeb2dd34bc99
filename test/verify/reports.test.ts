import { describe, expect, it } from 'vitest'
import type { Report } from '../../contract/verify/report/report.ts'
import { toJson, toJUnit, toMarkdown, toText } from '../../contract/verify/report/reports.ts'
import { overplane, stand } from './subject.ts'

/** A report with something of everything, and with whatever could break a format. */
const nasty: Report = {
  api: 'overplane',
  title: 'Overplane',
  baseUrl: 'https://api.overplane.dev',
  counts: {
    scenarios: 3,
    passed: 1,
    failed: 1,
    skipped: 1,
    requests: 7,
    breaches: 1,
    readings: 1,
    departures: 1,
  },
  findings: [],
  readings: [
    {
      ...{ id: 'createStatus', about: 'The status of a <create>', expected: 200, seen: 201 },
      ...{ state: 'different', isKnown: true, isDeparture: false },
    },
    {
      ...{ id: 'listMeta', about: 'Known', expected: 'none', seen: 'a & b' },
      ...{ state: 'different', isKnown: false, isDeparture: true },
    },
    {
      ...{ id: 'unset', about: 'null', expected: 'null', state: 'not seen' },
      ...{ isKnown: false, isDeparture: false },
    },
  ],
  operations: [{ operation: 'listUsers', provoked: [200, 401], unprovoked: [400] }],
  scenarios: [
    { title: 'a & b', result: 'passed', seconds: 0.0012, findings: [] },
    { title: '"<c>"', result: 'skipped', why: 'a < b', seconds: 0, findings: [] },
  ],
  isStopped: false,
  hints: ['a < b'],
  leftovers: ['"x" & <y>'],
  remedies: [`curl -X DELETE 'https://api.overplane.dev/<&>'`],
}
const breach = {
  operation: 'listUsers',
  title: 'A 200 has ]]> and | in it',
  kind: 'breach',
  expected: '"a" & <b>\u0000\u001b\ud800',
  seen: '``` | ` \ufffe 😀',
  curl: `curl 'https://api.overplane.dev' -d '{"a":"<&>"}'`,
} as const
const about = (kind: 'reading' | 'departure', reading: string) =>
  ({ ...breach, kind, reading, title: `About ${reading}` }) as const
const findings = [
  { ...breach, page: 'It prints "a": <b>.' },
  about('reading', 'createStatus'),
  about('departure', 'listMeta'),
] as const
const [first] = findings
const failed = { title: 'fails', result: 'failed', seconds: 1.5, findings: [first] } as const
const report: Report = { ...nasty, findings, scenarios: [...nasty.scenarios, failed] }

const name = '[A-Za-z][\\w-]*'
const text = '(?:[^<&]|&(?:amp|lt|gt|quot);)*'
const attribute = `${name}="(?:[^<&"]|&(?:amp|lt|gt|quot);)*"`

/** The elements of an XML document, each with how deep it stands; throws where it is not well-formed. */
function elementsOf(xml: string): string[] {
  const token = new RegExp(`<(/?)(${name})((?:\\s+${attribute})*)\\s*(/?)>(${text})`, 'gsy')
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  expect(xml.startsWith(head)).toBe(true)
  token.lastIndex = head.length
  const open: string[] = []
  const found: string[] = []
  while (token.lastIndex < xml.length) {
    const [, closing, element = '', , isEmpty] = token.exec(xml) ?? []
    if (element === '') throw new Error('The XML is not well-formed.')
    if (closing) expect(open.pop()).toBe(element)
    else found.push([...open, element].join('/'))
    if (!closing && !isEmpty) open.push(element)
  }
  expect(open).toEqual([])
  return found
}

describe('the JUnit report', () => {
  it('is well-formed XML, whatever a provider says', () => {
    const suite = 'testsuites/testsuite'
    expect(elementsOf(toJUnit(report))).toEqual([
      'testsuites',
      suite,
      `${suite}/testcase`,
      `${suite}/testcase`,
      `${suite}/testcase/skipped`,
      `${suite}/testcase`,
      `${suite}/testcase/failure`,
      `${suite}/testcase`,
      `${suite}/testcase/system-out`,
      `${suite}/testcase`,
      `${suite}/testcase/system-out`,
      `${suite}/testcase`,
      `${suite}/testcase/skipped`,
      `${suite}/system-err`,
    ])
  })

  it('counts, and has no character that XML cannot carry', () => {
    const xml = toJUnit(report)
    expect(xml).toContain('tests="6" failures="1" errors="0" skipped="2" time="1.501"')
    expect(xml).toContain('&quot;a&quot; &amp; &lt;b&gt;???')
    expect(xml).toContain('😀')
  })

  it('of a real verification has a test case for every check', async () => {
    const real = await stand(overplane).verify()
    const elements = elementsOf(toJUnit(real))
    const cases = elements.filter(path => path.endsWith('/testcase'))
    expect(cases).toHaveLength(real.counts.scenarios + real.readings.length)
  })
})

describe('the JSON report', () => {
  it('is the report', () => {
    expect(JSON.parse(toJson(report))).toEqual(JSON.parse(JSON.stringify(report)))
  })
})

describe('the Markdown report', () => {
  it('has the sums, the statuses, and breaches apart from readings and departures', () => {
    const lines = toMarkdown(report).split('\n')
    expect(lines).toContain('| breaches | 1 |')
    expect(lines).toContain('| `listUsers` | 200, 401 | 400 |')
    expect(lines).toContain('- "x" & <y>')
    expect(lines).toContain('| "<c>" | a < b |')
    const at = (line: string) => lines.indexOf(line)
    expect(at('## Breaches')).toBeGreaterThan(0)
    expect(at('## Breaches')).toBeLessThan(at('### `listUsers`: A 200 has ]]> and | in it'))
    const headings = [
      ...['## Breaches', '### `listUsers`: A 200 has ]]> and | in it', '> It prints "a": <b>.'],
      ...['## Readings that are otherwise', '### `createStatus`: About createStatus'],
      ...['## Known departures of the live system', '### `listMeta`: About listMeta'],
      ...['## Readings', '| `createStatus` | The status of a <create> | 200 | 201 | different |'],
    ]
    expect(headings.map(at)).toEqual(headings.map(at).toSorted((a, b) => a - b))
    expect(headings.map(at)).not.toContain(-1)
  })

  it('holds marks within marks', () => {
    expect(toMarkdown(report)).toContain('- seen ```` ``` | ` \ufffe 😀 ````')
  })
})

describe('the text', () => {
  it('ends with the sums', () => {
    expect(toText(report).split('\n').at(-1)).toBe(
      'Overplane at https://api.overplane.dev: 1 breach, 1 reading otherwise, 1 known departure, 3 checks (1 skipped), 7 requests',
    )
  })
})
