/** Microseconds that one of many runs takes, one after the other. */
export async function timed(count: number, run: (nth: number) => unknown): Promise<number> {
  const begun = performance.now()
  for (let nth = 0; nth < count; nth += 1) {
    const result = run(nth)
    if (result instanceof Promise) await result
  }
  return ((performance.now() - begun) * 1000) / count
}
