/** What a page can do where msw's script is not found. */
export const remedy =
  'Run "npx msw init <public dir>", with the folder that your app serves as it is, or tell where the script is, as in startWorker(double, { serviceWorker: { url: "/app/mockServiceWorker.js" } }).'

const script = 'mockServiceWorker.js'

/**
 * The URL of msw's script: the one that is given, or that in the folder of the page, or in the next one above that has
 * it, so that an app below `/app/` has its own. Any of them may answer for all requests of the page.
 */
export async function findScript(given: string | undefined): Promise<string> {
  const urls = given === undefined ? urlsAbove(new URL(document.baseURI)) : [given]
  // Without service workers, as where a page is not secure, msw asks for no script either.
  if (!('serviceWorker' in navigator)) return `/${script}`
  for (const url of urls) {
    if (await isScript(url)) return url
  }
  const places = urls.map(url => `"${url}"`).join(', ')
  throw new Error(`Failed to start the worker: its script is not at ${places}. ${remedy}`)
}

function urlsAbove({ pathname }: URL): string[] {
  const folders = pathname.split('/').slice(0, -1)
  return folders.map((_, nth) => [...folders.slice(0, folders.length - nth), script].join('/'))
}

/** A server for one page answers every path, and all but a script with the page itself. */
async function isScript(url: string): Promise<boolean> {
  const response = await fetch(url, { cache: 'no-cache' }).catch(() => undefined)
  await response?.body?.cancel()
  return response?.ok === true && /javascript/.test(response.headers.get('content-type') ?? '')
}
