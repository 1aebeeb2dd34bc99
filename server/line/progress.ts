/** Where it is told how far a command has come: `process.stderr`. */
interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** A line that says which check is under way, how many there are, and since when. */
export interface Progress {
  /** `nth` counts from 0. */
  watch(title: string, nth: number, of: number): void
  /** Takes the line away. */
  end(): void
}

const clear = '\r\u001b[K'

/** For whoever sits before a terminal; a log is not told. */
export function createProgress(screen: Screen, now = () => performance.now()): Progress {
  const start = now()
  const say = (text: string) => {
    if (screen.isTTY) screen.write(text)
  }
  return {
    watch(title, nth, of) {
      const seconds = Math.floor((now() - start) / 1000)
      const line = `${Math.min(nth + 1, of)} of ${of}, ${seconds} s: ${title}`
      say(clear + line.slice(0, (screen.columns ?? 80) - 1))
    },
    end: () => say(clear),
  }
}
