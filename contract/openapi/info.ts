/** What a document says of itself: a type, since an interface is no object of whatever keys. */
export type Info = {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly license: { readonly name: string; readonly identifier: string }
}

export const infoOf = (title: string, description: string): Info => ({
  // No page names a version of its API: this is the document's own.
  ...{ title, version: '1.0.0', description },
  // Linters ask for one: it is this project's.
  license: { name: 'MIT', identifier: 'MIT' },
})
