import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served
const printed: string[] = []

beforeAll(async () => {
  served = await serve({ port: 0, host: '127.0.0.1', world: 'empty' }, text => printed.push(text))
})
afterAll(() => served.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(served.url + path, { headers, redirect: 'manual' })

/** Asks under another name of this machine, which fetch does not let anybody do. */
const statusFor = (path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(served.url)
    request({ hostname, port, path, headers }, response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })

const page = () => get('/__admin/')

/** The files that a page loads. */
const filesIn = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path)

describe('the page of the inspector', () => {
  it('is where the banner says', async () => {
    expect(printed.join('\n')).toContain(`Inspector: ${served.url}/__admin/\n`)
    const response = await page()
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/html'])
    expect(await (await get('/__admin')).text()).toBe(await response.text())
  })

  it('is what a browser gets at the root, where no API has anything', async () => {
    const asked = await get('/', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
    expect([asked.status, asked.headers.get('Location')]).toEqual([302, '/__admin/'])
    expect((await get('/', { Accept: '*/*' })).status).toBe(404)
    expect(served.doubles.overplane.journal.entries).toEqual([])
  })

  it('has no script and no style in it, and allows none', async () => {
    const response = await page()
    const html = await response.text()
    expect(html).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|style=/)
    const policy = response.headers.get('Content-Security-Policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'; style-src 'self'; connect-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|http/)
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it('weighs 60 kB at most, with all that it loads, and loads nothing from elsewhere', async () => {
    const html = await (await page()).text()
    const texts = await Promise.all(filesIn(html).map(async path => (await get(path)).text()))
    expect(texts).toHaveLength(2)
    const size = [html, ...texts].reduce((sum, text) => sum + gzipSync(text).length, 0)
    expect(size).toBeLessThan(60_000)
    for (const text of [html, ...texts]) {
      expect(text.match(/(?:src|href|url|import)[=(]\s*["']?https?:\/\/[^"')]+/g)).toBeNull()
    }
  })

  it('is for whoever asks: there is nothing of the doubles in it', async () => {
    expect(await statusFor('/__admin/', { Host: 'elsewhere.example' })).toBe(200)
    expect(await statusFor('/__admin/inspector/page.js', { Host: 'elsewhere.example' })).toBe(200)
    for (const path of ['/__admin/events', '/__admin/entities', '/__admin/journal/1/curl']) {
      expect(await statusFor(path, { Host: 'elsewhere.example' })).toBe(403)
    }
  })

  it.each(['/__admin/', '/__admin/inspector/page.js', '/__admin/events', '/__admin/operations'])(
    'is for no page of another origin, and neither is what it asks: %s',
    async path => {
      const { status } = await get(path, { Origin: 'https://elsewhere.example' })
      expect(status).toBe(403)
      expect(await statusFor(path, { 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
    },
  )

  it('has no other files', async () => {
    for (const name of ['drawer.js', '..%2Fserver%2Fmain.js', '__proto__', 'page.html']) {
      expect((await get(`/__admin/inspector/${name}`)).status).toBe(404)
    }
  })
})

describe('docs/inspector.md', () => {
  it('has lines for curl that do what they say', async () => {
    const guide = await readFile(new URL('../../docs/inspector.md', import.meta.url), 'utf8')
    const lines = [...guide.matchAll(/^curl (.+)$/gm)].map(([, line = '']) => line)
    expect(lines).toHaveLength(3)
    const said: string[] = []
    for (const line of lines)
      said.push(await curl(line.replace('http://127.0.0.1:4010', served.url)))
    expect(JSON.parse(said[0] ?? '')).toHaveLength(3)
    expect(JSON.parse(said[1] ?? '')).toMatchObject({ entity: { first_name: 'Ada' } })
    expect(JSON.parse(said[2] ?? '')).toMatchObject({ found: 1 })
  })
})

/** What curl says, or what stands in for it. */
async function curl(line: string): Promise<string> {
  const file = fileURLToPath(new URL('../shell/curl.mjs', import.meta.url))
  const command = `exec '${process.execPath}' '${file}' ${line}`
  return (await promisify(execFile)('sh', ['-c', command])).stdout
}
