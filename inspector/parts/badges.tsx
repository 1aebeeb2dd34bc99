/** A status in the colour of its class; 0 is that of a reply that never comes. */
export const Status = ({ status }: { readonly status: number }) => (
  <span class={`status s${Math.floor(status / 100)}`}>{status === 0 ? '—' : status}</span>
)

export const Method = ({ method }: { readonly method: string }) => (
  <span class={`method m-${method.toLowerCase()}`}>{method}</span>
)

/** A time of day, to be copied whole. */
export const TimeOf = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={at}>
    {at.slice(11, 23)}
  </time>
)

/** As somebody would say it: `0.4 ms`, `12 ms`, `1.3 s`. */
export function durationOf(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
}
