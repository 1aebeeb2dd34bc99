import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

interface Props {
  readonly icon?: IconName
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly isDisabled?: boolean
  /** Whether it is held down; where that means nothing, it is left out. */
  readonly isPressed?: boolean
  readonly type?: 'button' | 'submit'
  onPress?(): void
}

/** A button with its words. */
export const Button = ({
  children,
  ...props
}: Props & { readonly children: ComponentChildren }) => (
  <button
    type={props.type ?? 'button'}
    class={`button ${props.kind ?? 'plain'}`}
    disabled={props.isDisabled}
    aria-pressed={props.isPressed}
    onClick={props.onPress}
  >
    {props.icon && <Icon name={props.icon} />}
    <span>{children}</span>
  </button>
)

/** A button that is all drawing; its name is what a pointer, and who hears the page, gets told. */
export const IconButton = ({
  name,
  ...props
}: Props & { readonly icon: IconName; readonly name: string }) => (
  <button
    type={props.type ?? 'button'}
    class={`button bare ${props.kind ?? 'quiet'}`}
    disabled={props.isDisabled}
    aria-pressed={props.isPressed}
    aria-label={name}
    title={name}
    onClick={props.onPress}
  >
    <Icon name={props.icon} />
  </button>
)
