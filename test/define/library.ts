import * as z from 'zod/mini'
import {
  bodiesOf,
  type Context,
  credentialsIn,
  defineApi,
  defineDialect,
  entity,
  named,
  operations,
  Refused,
  reading,
  say,
  whole,
  worded,
} from '../../contract/define.ts'

// An API that nobody has seen: a key in a header, an envelope of its own, lists and objects within its entity.

const text = z.string().check(z.minLength(1))
const writable = {
  title: say('The title of the book.', text),
  subtitle: say('The subtitle, if it has one.', z.nullable(z.string())),
  tags: say('What it is about.', z.array(z.string())),
  authors: say('Who wrote it.', z.array(z.strictObject({ name: z.string() }))),
  size: say('Its size.', z.strictObject({ pages: z.int(), height: z.number() })),
}
const Book = named(
  'Book',
  'A book.',
  z.strictObject({
    isbn: say('What it is known by.', z.string()),
    ...writable,
    lent: say('Whether it is lent.', z.boolean()),
    created_at: say('When it came in.', z.string()),
  }),
)
const { creation, changes } = bodiesOf('Book', writable, { requires: ['title'] })
const BookReply = named('BookReply', 'A book.', z.strictObject({ book: Book }))
const BookPage = named(
  'BookPage',
  'A page of books.',
  z.strictObject({ books: z.array(Book), total: z.int() }),
)
const Page = z.object({
  page: say('The page, from 1.', whole({ usual: 1 })),
  size: say('Books on a page.', whole({ usual: 10 })),
})
const Failure = named(
  'Failure',
  'Why a request was turned away.',
  z.strictObject({ error: z.string(), fields: z.array(z.string()) }),
)

const book = entity({
  schema: Book,
  id: 'isbn',
  times: ['created_at'],
  defaults: { isbn: ({ ids }) => `book_${ids.text(8)}`, size: { pages: 1, height: 20 } },
  orders: { created: one => one.created_at },
  lookups: { title: one => one.title.toLowerCase() },
  documented: [
    {
      isbn: 'book_dune',
      title: 'Dune',
      tags: ['desert'],
      authors: [{ name: 'Frank Herbert' }],
      created_at: '2024-01-15T09:30:00Z',
    },
  ],
})

const entities = { book }

const because = 'The page says nothing of it.'
const readings = {
  createStatus: reading({
    of: 'createBook',
    about: 'The status of a create',
    takes: 201,
    or: { 200: 'As for any other success.', 204: 'Without the book.' },
    because,
    live: 200,
    form: { status: 201 },
  }),
  refusalBody: reading({
    about: 'The body of a refusal',
    takes: 'error',
    or: { problem: 'As RFC 9457 has it.' },
    because,
    form: 'envelope',
  }),
  missingStatus: reading({
    of: ['showBook', 'deleteBook'],
    about: 'The status where there is no such book',
    takes: 404,
    or: { 410: 'It is gone.' },
    because,
    form: { refusals: ['missing'] },
  }),
  strayMethod: reading({
    about: 'The status of a method that a path does not take',
    takes: 405,
    or: { 404: 'As for an unknown path.' },
    because,
    source: { observed: 'the library of another town' },
    form: { refusals: ['wrong-method'] },
  }),
  unset: reading({
    about: 'Fields that were never set',
    takes: 'null',
    or: { absent: 'They are left out.' },
    because,
    form: 'unset',
  }),
  keyOrder: reading({
    about: 'The order of keys',
    takes: 'page',
    or: { alphabetical: 'By the alphabet.' },
    because,
    form: 'order',
  }),
  unknownKeys: reading({
    of: 'createBook',
    about: 'Keys that are not documented',
    takes: 'ignored',
    or: { refused: 'Each breaks a rule.' },
    because,
    form: 'unknown keys',
  }),
  listOrder: reading({
    of: 'listBooks',
    about: 'The order of the books',
    takes: 'oldest first',
    or: { 'newest first': 'As shelves of new books have it.' },
    because,
  }),
  opening: reading({
    about: 'When it is open',
    takes: 'Always.',
    live: 'Never on Sundays.',
    because: 'A double does not sleep.',
  }),
}

const dialect = defineDialect({
  entities,
  readings,
  auth: { header: 'X-Library-Key' },
  failure: Failure,
  always: [401, 429],
  authenticate(call, { quota }: Context<typeof entities>) {
    const key = credentialsIn({ header: 'X-Library-Key' }, call)
    if (!key) throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
    if (!key.startsWith('key_'))
      throw new Refused({ kind: 'unauthenticated', credentials: 'wrong' })
    quota.use(key, 50)
    return { key }
  },
  refusals: worded(({ detail, issues }) => ({
    error: detail,
    fields: issues.map(({ path }) => path),
  })),
  envelopes: {
    problem: (body, { status }) => ({ status, title: z.parse(Failure, body).error }),
  },
})

const op = operations(dialect, { tag: 'Books', about: 'What the library has.' })
const path = '/books'

export const library = defineApi({
  name: 'library',
  title: 'Library',
  url: 'https://api.library.test/v1',
  about: 'The books of a library.',
  credentials: { shown: 'key_123', about: 'A key of the library, as in `key_123`.' },
  dialect,
  operations: {
    listBooks: op
      .get(path, 'List books', { query: Page, replies: { 200: BookPage }, refuses: [422] })
      .by(({ query }, { store, readings: { listOrder } }) => {
        const { page, size } = query()
        const isReverse = listOrder === 'newest first'
        const books = store.book.slice('created', (page - 1) * size, size, isReverse)
        return {
          status: 200,
          body: { books: books.map(one => ({ ...one })), total: store.book.size },
        }
      }),
    showBook: op
      .get(`${path}/:isbn.json`, 'Show a book', { replies: { 200: BookReply }, refuses: [404] })
      .by(({ params: { isbn } }, { store }) => {
        return { status: 200, body: { book: { ...store.book.found(isbn) } } }
      }),
    createBook: op
      .post(path, 'Create a book', {
        body: creation,
        replies: { 201: BookReply },
        refuses: [400, 422],
        sends: { title: 'Emma', tags: ['love'], authors: [{ name: 'Jane Austen' }] },
      })
      .by(({ body, baseUrl }, { store }) => {
        const one = store.book.create(body())
        const headers = { Location: `${baseUrl}${path}/${one.isbn}.json` }
        return { status: 201, headers, body: { book: { ...one } } }
      }),
    updateBook: op
      .patch(`${path}/:isbn`, 'Update a book', {
        body: changes,
        replies: { 200: BookReply },
        refuses: [400, 404, 422],
        sends: { subtitle: 'Part one' },
      })
      .by(({ params: { isbn }, body }, { store }) => {
        const one = store.book.found(isbn)
        return { status: 200, body: { book: { ...store.book.update(one, body()) } } }
      }),
    deleteBook: op
      .delete(`${path}/:isbn`, 'Delete a book', { replies: { 204: 'It is gone.' }, refuses: [404] })
      .by(({ params: { isbn } }, { store }) => {
        store.book.delete(store.book.found(isbn))
        return { status: 204 }
      }),
  },
})
