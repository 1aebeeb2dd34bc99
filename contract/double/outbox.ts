/** A message that the real system would have sent. */
export interface Message {
  readonly to: string
  readonly subject: string
  /** Follow it, as the reader of the message would. */
  readonly link: string
  readonly sentAt: Date
}
