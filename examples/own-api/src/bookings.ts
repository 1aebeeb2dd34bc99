/** The application: what it does with the bookings of a harbour, by `fetch`. */
export function createBookings(key: string, base = 'https://api.harbour.test/v2') {
  async function ask(path: string, init: RequestInit = {}) {
    const response = await fetch(base + path, { ...init, headers: { 'X-Harbour-Key': key } })
    const body = await response.json()
    if (!response.ok) throw new Error(body.message)
    return body
  }
  return {
    /** The names of the boats, in the order of their bookings. */
    async boats(): Promise<string[]> {
      const { bookings } = await ask('/bookings')
      return bookings.map(({ boat }: { boat: string }) => boat)
    },
    async book(berth: string, boat: string): Promise<void> {
      await ask('/bookings', { method: 'POST', body: JSON.stringify({ berth, boat }) })
    },
  }
}
