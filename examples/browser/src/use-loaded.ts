import { useCallback, useEffect, useRef, useState } from 'react'

interface Loaded<Value> {
  /** The last one that came; it stays while the next one is under way. */
  readonly value?: Value
  readonly error?: Error
  readonly isLoading: boolean
}

/** Loads what a key stands for, and again for each other key; of several answers the last one asked for counts. */
export function useLoaded<Value>(load: (key: string) => Promise<Value>, key: string) {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ isLoading: true })
  const last = useRef(0)
  const reload = useCallback(() => {
    const run = ++last.current
    const settle = (next: Loaded<Value>) => {
      if (run === last.current) setLoaded(next)
    }
    setLoaded(({ value }) => ({ ...(value && { value }), isLoading: true }))
    load(key).then(
      value => settle({ value, isLoading: false }),
      (error: Error) => settle({ error, isLoading: false }),
    )
  }, [load, key])
  useEffect(reload, [reload])
  return { ...loaded, reload }
}
