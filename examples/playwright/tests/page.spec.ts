import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { expect, test } from 'contract-doubles/playwright'

// A page of one origin that calls the doubles of another.

let server: Server
const hosts: (string | undefined)[] = []

test.beforeAll(async () => {
  const html = await readFile(new URL('page.html', import.meta.url))
  server = createServer((request, response) => {
    hosts.push(request.headers.host)
    response.setHeader('Content-Type', 'text/html')
    response.end(html)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})

test.afterAll(() => {
  server.close()
  server.closeAllConnections()
})

function originOf(host: string): string {
  const address = server.address()
  return `http://${host}:${typeof address === 'object' && address ? address.port : 0}`
}

for (const host of ['127.0.0.1', 'localhost']) {
  test(`a page of another origin reads, creates and is refused by ${host}`, async ({
    page,
    baseURL,
    double,
  }) => {
    const api = baseURL?.replace('127.0.0.1', host)
    await page.goto(`${originOf('127.0.0.1')}/?api=${api}`)
    const rows = page.getByRole('listitem')
    await expect(rows).toHaveCount(3)

    await page.getByRole('button', { name: 'Add Ada' }).click()
    await expect(rows.first()).toHaveText('Ada Lovelace')
    await expect(page.getByRole('alert')).toBeEmpty()

    await page.getByRole('button', { name: 'Add Ada' }).click()
    const sentences = 'The email has already been taken. The username has already been taken.'
    await expect(page.getByRole('alert')).toHaveText(sentences)
    expect(await double.journal({ violations: true })).toHaveLength(1)
    await double.clearJournal() // it was wrong on purpose

    const headers = { Authorization: 'Bearer ptla_demo' }
    const { data } = await (
      await page.request.get('/api/application/users?sort=-id', { headers })
    ).json()
    expect(data[0].attributes.username).toBe('ada')
  })
}

test('the browser does hide what another origin does not share', async ({ page, baseURL }) => {
  await page.goto(`${originOf('127.0.0.1')}/?api=${baseURL}`)
  const outcome = await page.evaluate(
    url =>
      fetch(url).then(
        () => 'shown',
        () => 'hidden',
      ),
    originOf('localhost'),
  )
  expect(outcome).toBe('hidden')
  expect(hosts.at(-1)).toMatch(/^localhost:/)
})
