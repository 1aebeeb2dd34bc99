/** Puts a text where it can be pasted; where a page may not do that, throws a sentence. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (cause) {
    throw new Error(
      'Failed to copy: the browser does not let this page. Open it at localhost or over HTTPS, or select the text.',
      { cause },
    )
  }
}

/** Gives a text to the reader as a file. */
export function download(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
