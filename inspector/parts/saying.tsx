import type { ComponentChildren } from 'preact'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

interface EmptyProps {
  readonly icon: IconName
  readonly title: string
  readonly children?: ComponentChildren
}

/** That there is nothing, and what to do about it. */
export const Empty = ({ icon, title, children }: EmptyProps) => (
  <div class="empty">
    <Icon name={icon} />
    <h2>{title}</h2>
    {children && <div class="quiet">{children}</div>}
  </div>
)

/** Why something could not be had, with a way to try again. */
export const Failure = ({ error, onRetry }: { readonly error: Error; onRetry?(): void }) => (
  <div class="failure" role="alert">
    <Icon name="warning" />
    <p>{error.message}</p>
    {onRetry && <Button onPress={onRetry}>Try again</Button>}
  </div>
)

/** What is under way; it is not shown before there is something to wait for. */
export const Waiting = () => (
  <p class="waiting quiet" role="status">
    Loading …
  </p>
)

/** How many there are of something, in words. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
