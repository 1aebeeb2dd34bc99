import type { ComponentChildren } from 'preact'
import type { ToldCall } from '../../control/inspection.ts'
import type { Summary } from '../../control/live.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { durationOf, Method, Status, TimeOf } from '../../parts/badges.tsx'
import { Button, IconButton } from '../../parts/button.tsx'
import { copy } from '../../parts/copying.ts'
import { Json, type Marks } from '../../parts/json.tsx'
import { Failure } from '../../parts/saying.tsx'
import { Expected } from './expected.tsx'
import { Nearest } from './nearest.tsx'

/** One call: what was sent, what came back, what the contract has to say, and what can be done with it. */
export function CallDetail({ call, onClose }: { readonly call: Summary; onClose(): void }) {
  const { inspection } = useDesk()
  const { value, error, reload } = useAsked(
    () => inspection.calls.read(call),
    `${call.session}/${call.api}/${call.nth}`,
  )
  return (
    <section class="detail" aria-label="Call">
      <header class="detail-head">
        <IconButton icon="close" name="Close the call" onPress={onClose} />
        <h2>
          <Status status={call.status} /> <Method method={call.method} />{' '}
          <bdi class="path">{call.path}</bdi>
        </h2>
      </header>
      <div class="detail-body">
        <Actions call={call} />
        <Facts call={call} />
        {error && <Failure error={error} onRetry={reload} />}
        {value && <Told told={value} />}
      </div>
    </section>
  )
}

const Facts = ({ call }: { readonly call: Summary }) => (
  <dl class="facts">
    <Fact name="Operation">
      {call.operation ? `${call.api}/${call.operation}` : (call.api ?? 'no API has this path')}
    </Fact>
    <Fact name="Answered">
      <TimeOf at={call.at} /> <span class="quiet">UTC, in {durationOf(call.milliseconds)}</span>
    </Fact>
    <Fact name="Call">{call.nth}</Fact>
    {call.session !== undefined && <Fact name="Session">{call.session}</Fact>}
    {call.forced && <Fact name="Reply">forced, in the place of the double's own</Fact>}
  </dl>
)

const Fact = ({
  name,
  children,
}: {
  readonly name: string
  readonly children: ComponentChildren
}) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

function Actions({ call }: { readonly call: Summary }) {
  const { inspection, go } = useDesk()
  const doing = useDoing()
  const take = (form: 'curl' | 'vitest' | 'pact', done: string) => () => {
    void doing(async () => {
      const told = await inspection.calls.export(call, form)
      await copy(typeof told === 'string' ? told : `${JSON.stringify(told, null, 2)}\n`)
    }, done)
  }
  const resend = () => void doing(() => inspection.calls.resend(call), 'The call was sent again.')
  return (
    <div class="actions">
      <Button icon="copy" onPress={take('curl', 'The line for curl is copied.')}>
        curl
      </Button>
      <Button icon="copy" onPress={take('vitest', 'The test is copied.')}>
        Vitest
      </Button>
      {call.operation && (
        <Button icon="copy" onPress={take('pact', 'The interaction is copied.')}>
          Pact
        </Button>
      )}
      {call.api && (
        <Button icon="again" onPress={resend}>
          Send again
        </Button>
      )}
      {call.api && call.operation && (
        <Button icon="replies" onPress={() => go('replies', call.api ?? '', call.operation ?? '')}>
          Force a reply
        </Button>
      )}
    </div>
  )
}

function Told({ told }: { readonly told: ToldCall }) {
  const { entry, differences, near, expected } = told
  // Those that are near stand below, with what differs marked.
  const violations = entry.violations.filter(one => near.length === 0 || !one.startsWith('Near: '))
  const marksIn = (place: string): Marks =>
    new Map(differences.filter(one => one.in === place).map(({ at, how }) => [at, how]))
  return (
    <>
      <Sentences kind="bad" title="Against the contract" sentences={violations} />
      <Sentences kind="odd" title="Not documented" sentences={entry.warnings} />
      {near.length > 0 && <Nearest near={near} />}
      <Part title="Request">
        <Values name="Query" value={entry.query} marks={marksIn('query')} />
        <Values name="Request body" value={entry.body} marks={marksIn('body')} />
        <Headers name="Request headers" headers={entry.headers} />
      </Part>
      <Part title="Reply">
        <Values name="Reply body" value={entry.reply.body} marks={marksIn('reply')} />
        <Headers name="Reply headers" headers={entry.reply.headers ?? {}} />
      </Part>
      {expected && <Expected expected={expected} />}
      {(entry.cut?.length ?? 0) > 0 && (
        <Sentences kind="note" title="Left out" sentences={entry.cut ?? []} />
      )}
    </>
  )
}

interface SentencesProps {
  readonly kind: 'bad' | 'odd' | 'note'
  readonly title: string
  readonly sentences: readonly string[]
}

const Sentences = ({ kind, title, sentences }: SentencesProps) =>
  sentences.length === 0 ? null : (
    <div class={`sentences ${kind}`}>
      <h3>{title}</h3>
      <ul>
        {sentences.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )

const Part = ({
  title,
  children,
}: {
  readonly title: string
  readonly children: ComponentChildren
}) => (
  <div class="part">
    <h3>{title}</h3>
    {children}
  </div>
)

interface ValuesProps {
  readonly name: string
  readonly value: unknown
  readonly marks: Marks
}

/** A value, if there is one, or if something is said of it. */
function Values({ name, value, marks }: ValuesProps) {
  const isNothing =
    value === undefined || (name === 'Query' && Object.keys(Object(value)).length === 0)
  if (isNothing && marks.size === 0) return null
  return (
    <>
      <h4>{name}</h4>
      <Json name={name} value={value} marks={marks} />
    </>
  )
}

const Headers = (props: {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}) => {
  const all = Object.entries(props.headers)
  if (all.length === 0) return null
  return (
    <details>
      <summary>
        {props.name} <span class="quiet">{all.length}</span>
      </summary>
      <table class="headers">
        <tbody>
          {all.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
