import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { ControlFile, ServedDouble } from '../../contract/control/controlled.ts'
import { once } from '../../contract/once.ts'
import { fromHere } from '../here.ts'
import { credentialsOf } from '../serve/credentials.ts'
import { script, style } from './docs-mending.ts'

/** What reads a file of the viewer: the build packs them beside the server's, the sources have them where npm does. */
const read = once(() => {
  const built = fromHere('./swagger-ui/')
  if (existsSync(built))
    return async (name: string) => gunzipSync(await readFile(new URL(`${name}.gz`, built)))
  const require = createRequire(import.meta.url)
  const viewer = pathToFileURL(require.resolve('swagger-ui-dist/package.json'))
  return (name: string) => readFile(new URL(name, viewer))
})

const types: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'swagger-ui-standalone-preset.js': 'text/javascript',
}

/** A file of the viewer, if it has one of that name: `docsFile('swagger-ui.css')`. */
export async function docsFile(name: string): Promise<ControlFile | undefined> {
  const type = Object.hasOwn(types, name) ? types[name] : undefined
  if (type === undefined) return undefined
  return { type, text: String(await read()(name)) }
}

/**
 * The page that shows the contracts, the one first that its address names (`?api=oberplan`), and that tries them
 * out with the documented credentials; behind those of the APIs the one of the control API.
 */
export function docsPage(
  doubles: readonly ServedDouble[],
  session: string | undefined,
): ControlFile {
  const query = session === undefined ? '' : `?session=${encodeURIComponent(session)}`
  const apis = doubles.map(double => ({
    name: double.title,
    url: `/__admin/openapi/${double.name}.json${query}`,
    ...credentialsOf(double),
  }))
  const all = [...apis, { name: 'Control', url: '/__admin/openapi/control.json' }]
  return { type: 'text/html', text: page.replace('[]', JSON.stringify(all)) }
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Contract Doubles</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/__admin/docs/swagger-ui.css">
<style>${style}</style>
<div id="docs"></div>
<script src="/__admin/docs/swagger-ui-bundle.js"></script>
<script src="/__admin/docs/swagger-ui-standalone-preset.js"></script>
<script type="module">${script}</script>
<script type="module">
  const apis = []
  const wanted = '/' + new URLSearchParams(location.search).get('api') + '.json'
  const first = apis.find(({ url }) => url.split('?')[0].endsWith(wanted)) ?? apis[0]
  const ui = SwaggerUIBundle({
    dom_id: '#docs',
    urls: apis,
    'urls.primaryName': first.name,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout',
    validatorUrl: null,
    onComplete() {
      const title = ui.specSelectors.specJson().getIn(['info', 'title'])
      const { token, account, key } = apis.find(({ name }) => name === title)
      if (token) ui.preauthorizeApiKey('bearer', token)
      if (key) ui.preauthorizeApiKey('key', key[1])
      if (account) ui.preauthorizeBasic('basic', ...account)
    },
  })
</script>
</html>
`
