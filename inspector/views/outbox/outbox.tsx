import type { SentMessage } from '../../control/inspection.ts'
import { useAsked, useDesk } from '../../desk.ts'
import { Icon } from '../../parts/icon.tsx'
import { Empty, Failure, Waiting } from '../../parts/saying.tsx'

/** The messages that the APIs would have sent, the latest first, each with its link to follow. */
export function Outbox() {
  const { inspection } = useDesk()
  const { value, error, reload } = useAsked(inspection.outbox, 'outbox', ['outbox'])
  if (error && !value) return <Failure error={error} onRetry={reload} />
  if (!value) return <Waiting />
  if (value.length === 0) {
    return (
      <Empty icon="outbox" title="No messages yet">
        <p>
          What an API would have sent appears here: change the email address of an Oberplan account,
          say.
        </p>
      </Empty>
    )
  }
  return (
    <div class="cards one">
      <section class="card all" aria-label="Messages">
        <ul class="items messages">
          {value.toReversed().map((message, nth) => (
            <li key={nth}>
              <Message message={message} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

const Message = ({ message }: { readonly message: SentMessage }) => (
  <>
    <div class="name">
      <bdi>{message.subject}</bdi>
      <p class="quiet">
        to <bdi>{message.to}</bdi>, by {message.api},{' '}
        <time dateTime={message.sentAt}>{message.sentAt}</time>
      </p>
      <p class="quiet">
        <code>{message.link}</code>
      </p>
    </div>
    {isWeb(message.link) && (
      <a class="button" href={message.link} target="_blank" rel="noopener noreferrer">
        <Icon name="out" /> Follow the link
      </a>
    )}
  </>
)

/** Nothing else is to be followed from here: a script, say, would be this page's own. */
const isWeb = (link: string): boolean =>
  URL.canParse(link) && /^https?:$/.test(new URL(link).protocol)
