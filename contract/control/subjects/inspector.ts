import { problem } from '../../answer/problem.ts'
import { controls } from '../declaring.ts'

const op = controls({
  tag: 'Inspector',
  about: 'A page that shows all of this, and does it.',
})

export const inspector = {
  showInspector: op
    .get('/', 'Open the inspector', {
      about:
        'A page to see and to steer the doubles by. It has nothing of theirs in it: what it shows it asks for here, with a token where one is needed.',
      session: 'none',
      open: true,
      replies: { 200: { description: 'The page.', types: ['text/html'] } },
    })
    .by((_, { host }) => ({ status: 200, file: host.inspectorPage() })),
  loadInspectorFile: op
    .get('/inspector/:file', 'Load a file of the inspector', {
      params: { file: 'The name of the file.' },
      session: 'none',
      open: true,
      replies: { 200: { description: 'The file.', types: ['text/css', 'text/javascript'] } },
      refuses: [404],
    })
    .by(async ({ params }, { host }) => {
      const file = await host.inspectorFile(params.file)
      return file ? { status: 200, file } : problem(404, `There is no inspector/${params.file}.`)
    }),
}
