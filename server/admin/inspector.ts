import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ControlFile } from '../../contract/control/controlled.ts'
import { fromHere } from '../here.ts'

/** Where the page's files are: beside the server's where that is built, and where the build puts them for the sources. */
const folders = ['../inspector/', '../dist/inspector/']

const types: Readonly<Record<string, string>> = {
  'page.css': 'text/css',
  'page.js': 'text/javascript',
}

/** A file of the page, if it has one of that name; read each time that somebody asks: `inspectorFile('page.js')`. */
export async function inspectorFile(name: string): Promise<ControlFile | undefined> {
  const type = Object.hasOwn(types, name) ? types[name] : undefined
  if (type === undefined) return undefined
  const url = placeOf(name) ?? (await build(name))
  return { type, text: await readFile(url, 'utf8') }
}

const placeOf = (name: string): URL | undefined =>
  folders.map(folder => fromHere(folder + name)).find(url => existsSync(url))

/** Builds the page where that has not been done: the sources are served so, and never the package. */
async function build(name: string): Promise<URL> {
  const { buildPage } = await import(fromHere('../build/inspector.ts').href)
  await buildPage()
  return fromHere(`../dist/inspector/${name}`)
}

/** Nothing but the page's own files is loaded or asked, and no text becomes a script, a style or a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** The page: all that it shows it asks the control API for. */
export const inspectorPage = (): ControlFile => ({
  type: 'text/html',
  text: page,
  headers: { 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' },
})

const icon =
  '%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Crect x=%221%22 y=%221%22 width=%229%22 height=%229%22 rx=%222.5%22 fill=%22%234f5bd5%22/%3E%3Crect x=%226%22 y=%226%22 width=%229%22 height=%229%22 rx=%222.5%22 fill=%22%239aa2f2%22/%3E%3C/svg%3E'

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Inspector · Contract Doubles</title>
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:image/svg+xml,${icon}">
<link rel="stylesheet" href="/__admin/inspector/page.css">
<script type="module" src="/__admin/inspector/page.js"></script>
<noscript>The inspector needs JavaScript. What it does can be done with curl, too: see /__admin/docs?api=control.</noscript>
</html>
`
