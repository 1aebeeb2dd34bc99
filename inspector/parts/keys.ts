import { useEffect, useRef } from 'preact/hooks'

/** `/` leads to where one searches, and 1 to 8 to the views: wherever nobody is writing. */
export function useKeys(
  root: { readonly current: HTMLElement | null },
  openView: (count: number) => void,
): void {
  const open = useRef(openView)
  open.current = openView
  useEffect(() => {
    const element = root.current
    if (!element) return
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return
      if (event.key === '/') search(element, event)
      if (/^[1-8]$/.test(event.key)) open.current(Number(event.key) - 1)
    }
    // Of a panel these are keys only while it has the focus.
    const within = element.getRootNode() === document ? document : element
    within.addEventListener('keydown', listen as EventListener)
    return () => within.removeEventListener('keydown', listen as EventListener)
  }, [root])
}

function search(element: HTMLElement, event: KeyboardEvent): void {
  const field = element.querySelector<HTMLInputElement>('[data-search]')
  if (!field) return
  event.preventDefault()
  field.focus()
}

const isWriting = (event: KeyboardEvent): boolean => {
  const [target] = event.composedPath()
  return (
    target instanceof HTMLElement &&
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable)
  )
}
