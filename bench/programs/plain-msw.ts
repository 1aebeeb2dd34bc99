import { createServer } from 'node:http'
import { factory, nullable, primaryKey } from '@mswjs/data'
import { getResponse, HttpResponse, http } from 'msw'
import { overplaneUser } from '../crowd.ts'

// What one writes who has msw and @mswjs/data, and nothing else.

const [port, size] = process.argv.slice(2).map(Number)

const text = () => nullable(String)
const db = factory({
  user: {
    id: primaryKey(String),
    ...{ created_at: text(), updated_at: text(), email: text(), first_name: text() },
    ...{ middle_name: text(), last_name: text(), full_name: text(), username: text() },
    ...{ enabled: Boolean, user_type: text(), language: text(), time_zone: text() },
    ...{ user_image: text(), gender: text(), phone: text(), mobile_no: text() },
    ...{ birth_date: text(), last_login: text(), last_active: text() },
    ...{ api_key: text(), api_secret: text(), signature_image: text() },
  },
})
for (let nth = 0; nth < Number(size); nth += 1) db.user.create(overplaneUser(nth))

let made = 0
const byId = (id: unknown) => ({ where: { id: { equals: String(id) } } })
const answered = (user: object | null, status = 200) =>
  user ? HttpResponse.json(user, { status }) : new HttpResponse(null, { status: 404 })

const handlers = [
  http.get('*/users/:id', ({ params }) => answered(db.user.findFirst(byId(params.id)))),
  http.get('*/users', ({ request }) => {
    const { searchParams } = new URL(request.url)
    const family = searchParams.get('last_name')
    return HttpResponse.json(
      db.user.findMany({
        ...{ take: 20, skip: (Number(searchParams.get('page')) - 1) * 20 },
        ...(family && {
          where: { last_name: { equals: family } },
          orderBy: { created_at: 'desc' },
        }),
      }),
    )
  }),
  http.post('*/users', async ({ request }) => {
    const sent = Object(await request.json())
    made += 1
    return answered(db.user.create({ ...sent, id: `made_${made}` }), 201)
  }),
  http.patch('*/users/:id', async ({ request, params }) =>
    answered(db.user.update({ ...byId(params.id), data: Object(await request.json()) })),
  ),
  http.delete('*/users/:id', ({ params }) => answered(db.user.delete(byId(params.id)))),
]

createServer(async (incoming, outgoing) => {
  const { method = 'GET', url, headers } = incoming
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part)
  const body = parts.length > 0 ? Buffer.concat(parts) : null
  const sent = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  )
  const request = new Request(`http://localhost${url}`, { method, headers: sent, body })
  const response = (await getResponse(handlers, request)) ?? new Response(null, { status: 404 })
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}).listen(port, '127.0.0.1')
