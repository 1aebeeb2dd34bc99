/** What went wrong, and where it helps a button to try again. */
export function Failure(props: { readonly message: string; readonly onRetry?: () => void }) {
  return (
    <div role="alert" className="failure">
      <p>{props.message}</p>
      {props.onRetry && (
        <button type="button" onClick={props.onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
