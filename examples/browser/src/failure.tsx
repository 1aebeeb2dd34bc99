import { useEffect, useRef } from 'react'

/** What went wrong, in sight, and where it helps a button to try again. */
export function Failure(props: { readonly message: string; readonly onRetry?: () => void }) {
  const { message } = props
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another message is to be seen too
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [message])
  return (
    <div ref={box} role="alert" className="failure">
      <p>{message}</p>
      {props.onRetry && (
        <button type="button" onClick={props.onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
