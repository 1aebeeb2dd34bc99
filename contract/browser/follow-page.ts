/** Knows which requests of a page were given up, which no service worker tells. */
export interface Departed {
  /** A request as the page has sent it, with a signal that aborts when the page does. */
  claim(request: Request): Request
}

/** Stands on a request from the page to its worker, and on none that goes further. */
const mark = 'x-contract-double-request'

/**
 * Marks what a page sends that can be given up: by `fetch` with a signal, or by `XMLHttpRequest`. Only what is meant
 * for a double is marked, so that none of it goes to the network.
 */
export function followPage(isMeant: IsMeant): Departed {
  const signals = new Map<string, AbortSignal>()
  let last = 0
  const follow: Follow = signal => {
    last += 1
    const name = String(last)
    signals.set(name, signal)
    return { name, forget: () => signals.delete(name) }
  }
  globalThis.fetch = followedFetch(globalThis.fetch, isMeant, follow)
  globalThis.XMLHttpRequest = followedXhr(isMeant, follow)
  return {
    claim(request) {
      const name = request.headers.get(mark)
      if (name === null) return request
      const headers = new Headers(request.headers)
      headers.delete(mark)
      // Nobody waits any more for a request that the page has forgotten.
      const signal = signals.get(name) ?? AbortSignal.abort()
      return new Request(request.clone(), { headers, signal })
    },
  }
}

type IsMeant = (request: Request) => boolean
type Follow = (signal: AbortSignal) => { readonly name: string; forget(): void }

const followedFetch =
  (fetch: typeof globalThis.fetch, isMeant: IsMeant, follow: Follow): typeof fetch =>
  async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const request = signal && headOf(input, init)
    if (!signal || !request || !isMeant(request)) return fetch(input, init)
    const { name, forget } = follow(signal)
    request.headers.set(mark, name)
    return fetch(input, { ...init, headers: request.headers }).finally(forget)
  }

/** What is sent but for the body; nothing where `fetch` will not take it. */
function headOf(input: RequestInfo | URL, init: RequestInit = {}): Request | undefined {
  const sent = input instanceof Request ? input : undefined
  const { method = sent?.method, headers = sent?.headers } = init
  try {
    return new Request(sent?.url ?? input, {
      ...(method && { method }),
      ...(headers && { headers }),
    })
  } catch {
    return undefined
  }
}

/** The class is made where there is a page: a server that renders one has none to extend. */
function followedXhr(isMeant: IsMeant, follow: Follow): typeof XMLHttpRequest {
  return class extends XMLHttpRequest {
    #sent: Request | undefined

    override open(
      method: string,
      url: string | URL,
      isAsync = true,
      ...account: (string | null)[]
    ): void {
      this.#sent = headOf(url, { method })
      super.open(method, url, isAsync, ...account)
    }

    override setRequestHeader(name: string, value: string): void {
      this.#sent?.headers.append(name, value)
      super.setRequestHeader(name, value)
    }

    override send(body?: XMLHttpRequestBodyInit | Document | null): void {
      if (this.#sent && isMeant(this.#sent)) this.#follow()
      super.send(body)
    }

    #follow(): void {
      const controller = new AbortController()
      const { name, forget } = follow(controller.signal)
      super.setRequestHeader(mark, name)
      for (const end of ['abort', 'timeout']) {
        this.addEventListener(end, () => controller.abort())
      }
      this.addEventListener('loadend', forget)
    }
  }
}
