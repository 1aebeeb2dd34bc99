import { useRef, useState } from 'preact/hooks'

/** A line that says what was done, or why it could not be. */
interface Notice {
  readonly id: number
  readonly text: string
  readonly tone: 'done' | 'failed'
}

/** How long a line stays, in milliseconds: what failed is read more slowly. */
const stay = { done: 3500, failed: 9000 }

export function useNotices() {
  const [notices, set] = useState<readonly Notice[]>([])
  const last = useRef(0)
  const notify = (text: string, tone: Notice['tone'] = 'done'): void => {
    last.current += 1
    const id = last.current
    set(all => [...all.slice(-2), { id, text, tone }])
    setTimeout(() => set(all => all.filter(one => one.id !== id)), stay[tone])
  }
  return { notices, notify }
}

/** The last few lines, above all else; who hears the page is told them too. */
export const Notices = ({ notices }: { readonly notices: readonly Notice[] }) => (
  <div class="notices" role="status" aria-live="polite">
    {notices.map(({ id, text, tone }) => (
      <p key={id} class={tone}>
        {text}
      </p>
    ))}
  </div>
)
