import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../../contract/verify/exchange/exchange.ts'
import type { Report } from '../../contract/verify/report/report.ts'
import type { Scenario } from '../../contract/verify/suite.ts'
import { verify as hold } from '../../contract/verify/verify.ts'
import { Unverifiable } from '../../handlers/verify.ts'
import { oberplan, observed, overplane, type Subject, stand } from './subject.ts'

/** Only a verification without bounds reaches it. */
const slow = { timeout: 60_000 }

/** A read that is no greeting, of each API: its operation, and where it is told from others. */
const reads = {
  overplane: ['retrieveUser', { params: { id: 'user_abc123' } }, /user_abc123$/],
  pterodactyl: ['getUser', { params: { id: 4 } }, /users\/4$/],
  oberplan: ['getUserSettings', { query: { fields: 'id' } }, /fields=id$/],
} as const

const headers = { 'Content-Type': 'application/json' }

/** Verifies a double that answers one read otherwise, which is asked for five times. */
async function verifyWith(subject: Subject, answer: Provider, patience?: number): Promise<Report> {
  const { double, suite, pause } = stand(subject)
  const [operation, sent, on] = reads[suite.name as keyof typeof reads]
  const provider: Provider = request =>
    on.test(request.url) ? answer(request) : double.fetch(request)
  const scenario: Scenario<string> = {
    title: 'A read',
    run: async ({ ask }) => void (await ask(operation, sent)),
  }
  const scenarios = Array.from({ length: 5 }, () => scenario)
  const options = { pause, fidelity: subject.fidelity, ...(patience !== undefined && { patience }) }
  return hold({ ...suite, probes: () => [], scenarios }, provider, options)
}

const seenIn = ({ findings }: Report, title: RegExp): string[] =>
  findings.filter(finding => title.test(finding.title)).map(({ seen }) => seen)

/** A body that goes on as long as somebody reads it, and how many of its megabytes were read. */
function endless(megabytes = Number.POSITIVE_INFINITY) {
  const chunk = new TextEncoder().encode('['.repeat(2 ** 20))
  const sent = { megabytes: 0 }
  const body = () => {
    sent.megabytes = 0
    return new ReadableStream({
      pull(controller) {
        sent.megabytes += 1
        if (sent.megabytes > megabytes) controller.close()
        else controller.enqueue(chunk)
      },
    })
  }
  return { sent, body }
}

describe.each<Subject>([overplane, observed, oberplan])('a reply of $name', slow, subject => {
  it.each([
    ['lists', 3000, '[', ']'],
    ['lists', 500_000, '[', ']'],
    ['objects', 3000, '{"a":', '}'],
    ['objects', 500_000, '{"a":', '}'],
    ['lists without an end', 500_000, '[', ''],
  ])('of %s, %i deep, is in breach', async (_, depth, open, close) => {
    const text = `${open.repeat(depth)}1${close.repeat(depth)}`
    const report = await verifyWith(subject, async () => new Response(text, { headers }))
    expect(seenIn(report, /^The body of a 200 can be read$/)).toEqual(['more than 512 levels'])
  })

  it('that says more than is documented may do so 500 deep', async () => {
    const { double } = stand(subject)
    const deep = '['.repeat(500) + ']'.repeat(500)
    const report = await verifyWith(subject, async request => {
      const reply = await double.fetch(request)
      const more = `{"more":${deep},"text":"${'['.repeat(600)}\\"",`
      return new Response((await reply.text()).replace(/^\{/, more), reply)
    })
    expect(report.findings).toEqual([])
    expect(report.counts.passed).toBe(5)
  })

  it('may be too deep everywhere, and no check throws', async () => {
    const { double, verify } = stand(subject)
    const text = '['.repeat(3000) + ']'.repeat(3000)
    let nth = 0
    const report = await verify({}, async request => {
      nth += 1
      return nth < 20 ? double.fetch(request) : new Response(text, { headers })
    })
    expect(report.counts.breaches).toBeGreaterThan(10)
  })

  it('of a hundred megabytes, or without an end, is read no further than 16', async () => {
    for (const megabytes of [100, undefined]) {
      const { sent, body } = endless(megabytes)
      const report = await verifyWith(subject, async () => new Response(body(), { headers }))
      expect(seenIn(report, /^The body of a 200 can be read$/)).toEqual(['more than 16 MB'])
      expect(sent.megabytes).toBeLessThan(20)
    }
  })

  it('of invalid JSON is in breach', async () => {
    const report = await verifyWith(subject, async () => new Response('{"a":', { headers }))
    expect(seenIn(report, /^The body of a 200 is JSON$/)).toEqual([JSON.stringify('{"a":')])
  })

  it.each([
    ['Latin-1', [0x22, 0xe4, 0x22]],
    ['a half character', [0x22, 0xc3]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
  ])('of invalid UTF-8, %s, is in breach', async (_, bytes) => {
    const body = new Uint8Array(bytes)
    const report = await verifyWith(subject, async () => new Response(body, { headers }))
    expect(seenIn(report, /^The body of a 200 can be read$/)).toHaveLength(1)
  })

  it('of half a million rows that are wrong tells each fault once', async () => {
    const rows = `[${'{},'.repeat(500_000)}{}]`
    const { double, suite } = stand(subject)
    const provider: Provider = async request =>
      /users?(\/me)?$/.test(request.url)
        ? new Response(`{"object":"list","data":${rows},"success":true}`, { headers })
        : double.fetch(request)
    const scenario: Scenario<string> = {
      title: 'A list',
      run: async ({ ask }) => void (await ask(suite.greeting)),
    }
    const alone = { ...suite, readings: {}, probes: () => [], scenarios: [scenario] }
    const report = await hold(alone, provider)
    expect(report.counts.breaches).toBeGreaterThan(0)
    expect(report.counts.breaches).toBeLessThan(40)
  })

  it('that has no right type is in breach, and no exception', async () => {
    const strange = new ReadableStream({
      start(controller) {
        controller.enqueue('a text, and no bytes')
        controller.close()
      },
    })
    const report = await verifyWith(subject, async () => new Response(strange, { headers }))
    expect(report.counts.breaches).toBeGreaterThan(0)
  })
})

describe('a list of more rows than are looked at first', slow, () => {
  it('has its last one held to the page like any other', async () => {
    const { double, suite } = stand(overplane)
    const provider: Provider = async request => {
      const response = await double.fetch(request)
      if (!/\/user$/.test(request.url)) return response
      const body = await response.json()
      const data = Array.from({ length: 1500 }, () => body.data[0])
      return Response.json({ ...body, data: [...data, { ...body.data[0], email: 5 }] })
    }
    const scenario: Scenario<string> = {
      title: 'A list',
      run: async ({ ask }) => void (await ask(suite.greeting)),
    }
    const report = await hold({ ...suite, probes: () => [], scenarios: [scenario] }, provider)
    expect(seenIn(report, /^The body of a 200 is the documented one$/)).toEqual(['5'])
  })
})

describe('a reply', slow, () => {
  it('of no bytes for ever is late', async () => {
    const nothing = () =>
      new ReadableStream({ pull: controller => controller.enqueue(new Uint8Array()) })
    const report = await verifyWith(
      overplane,
      async () => new Response(nothing(), { headers }),
      500,
    )
    expect(seenIn(report, /^Every request is answered$/)).toEqual([
      'a 200 without an end in 0.5 seconds',
    ])
  })

  it.each([
    ['has no reply', () => new Promise<Response>(() => {}), 'nothing within 0.5 seconds'],
    [
      'stays silent after its beginning',
      async () =>
        new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { headers }),
      'a 200 without an end in 0.5 seconds',
    ],
  ])('that %s is waited for no longer than told, and not for ever', async (_, answer, seen) => {
    let asked = 0
    const report = await verifyWith(
      overplane,
      () => {
        asked += 1
        return answer()
      },
      500,
    )
    expect(seenIn(report, /^Every request is answered$/)).toEqual([seen])
    expect(asked).toBe(3)
  })
})

describe('over a socket', slow, () => {
  /** Answers one read by a server of its own, and everything else by the double, if not that too. */
  async function over(answer: RequestListener, patience?: number, everything = false) {
    const server = createServer(answer)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const provider: Provider = request => {
      const { pathname, search } = new URL(request.url)
      return fetch(new Request(`http://127.0.0.1:${port}${pathname}${search}`, request))
    }
    const options = patience === undefined ? {} : { patience }
    try {
      return everything
        ? await stand(overplane).verify(options, provider)
        : await verifyWith(overplane, provider, patience)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  const bomb = gzipSync(Buffer.alloc(20 * 2 ** 20, ' '))
  const json = (response: ServerResponse) => response.writeHead(200, headers)

  interface Case {
    readonly what: string
    readonly answer: RequestListener
    readonly seen: RegExp
    readonly patience?: number
  }

  const cases: readonly Case[] = [
    {
      what: 'a reply that breaks off',
      answer: (_, response) => {
        json(response).write('{"data":')
        setImmediate(() => response.destroy())
      },
      seen: /^a 200 that breaks off \(UND_ERR_SOCKET\)$/,
    },
    {
      what: 'a connection that is closed',
      answer: (_, response) => response.destroy(),
      seen: /^UND_ERR_SOCKET$/,
    },
    {
      what: 'no reply at all',
      answer: () => {},
      seen: /^nothing within 0.5 seconds$/,
      patience: 500,
    },
    {
      what: 'a reply without an end',
      answer: (_, response) => {
        const timer = setInterval(() => response.write(' '), 20)
        json(response).on('close', () => clearInterval(timer))
      },
      seen: /^a 200 without an end in 0.5 seconds$/,
      patience: 500,
    },
    {
      what: 'many megabytes of blanks in some kilobytes',
      answer: (_, response) => {
        response.writeHead(200, { ...headers, 'Content-Encoding': 'gzip' }).end(bomb)
      },
      seen: /^more than 16 MB$/,
    },
    {
      what: 'headers without an end',
      answer: (_, response) => {
        response.writeHead(200, { ...headers, long: 'x'.repeat(100_000) }).end('{}')
      },
      seen: /^(UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/,
    },
  ]

  it.each(cases)('$what is in breach', async ({ answer, seen, patience }) => {
    const report = await over(answer, patience)
    expect(seenIn(report, /^Every request is answered$|can be read$/)).toEqual([
      expect.stringMatching(seen),
    ])
  })

  it('redirects are not followed', async () => {
    let asked = 0
    const circle: RequestListener = ({ url = '/' }, response) => {
      asked += 1
      response.writeHead(302, { Location: url }).end()
    }
    const { findings } = await over(circle)
    expect(findings).toContainEqual(
      expect.objectContaining({ title: 'Every status is a documented one' }),
    )
    expect(asked).toBe(5)
    const failed = over(circle, undefined, true)
    await expect(failed).rejects.toThrow('answered 302. Name the base URL')
    expect(asked).toBe(6)
  })

  it('who is silent from the first request on is waited for once', async () => {
    const failed = over(() => {}, 500, true)
    await expect(failed).rejects.toThrow(Unverifiable)
    await expect(failed).rejects.toThrow(
      '(nothing within 0.5 seconds). Start it, or name its base URL.',
    )
  })
})
