interface Answering {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
}

/** Asks a double with the same credentials every time. */
export const client =
  (double: Answering, authorization: string) =>
  async <Body = unknown>(method: string, path: string, sent?: object) => {
    const headers = { authorization, 'content-type': 'application/json' }
    const body = sent && JSON.stringify(sent)
    const response = await double.fetch(path, { method, headers, ...(body && { body }) })
    const text = await response.text()
    const said: Body = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, body: said }
  }
