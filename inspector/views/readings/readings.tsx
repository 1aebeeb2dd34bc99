import { useState } from 'preact/hooks'
import type { Choice, FollowedNote } from '../../control/inspection.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Search } from '../../parts/field.tsx'
import { Empty, Failure, Waiting } from '../../parts/saying.tsx'

/** Where the documentation leaves a choice: what is taken, why, and what else is possible. */
export function ReadingsView() {
  const { inspection } = useDesk()
  const [text, search] = useState('')
  const { value, error, reload } = useAsked(inspection.readings.list, 'readings', ['settings'])
  if (error && !value) return <Failure error={error} onRetry={reload} />
  if (!value) return <Waiting />
  const words = text.toLowerCase().split(/\s+/)
  const shown = Object.entries(value).map(
    ([api, notes]) => [api, notes.filter(note => isShown(note, words))] as const,
  )
  const count = shown.reduce((sum, [, notes]) => sum + notes.length, 0)
  return (
    <div class="reading-page">
      <div class="tools">
        <Search label="Search readings" value={text} onSearch={search} />
        <span class="quiet" role="status">
          {count} {count === 1 ? 'reading' : 'readings'}
        </span>
      </div>
      {count === 0 && (
        <Empty icon="readings" title="No reading is like that">
          <p>Search for a part of its id, its words or its operation.</p>
        </Empty>
      )}
      <div class="cards">
        {shown.map(
          ([api, notes]) =>
            notes.length > 0 && (
              <section key={api} class="card all" aria-label={api}>
                <h2>{api}</h2>
                <ul class="items readings">
                  {notes.map(note => (
                    <li key={note.id}>
                      <Reading api={api} note={note} onChange={reload} />
                    </li>
                  ))}
                </ul>
              </section>
            ),
        )}
      </div>
    </div>
  )
}

function isShown({ id, about, because, of = [] }: FollowedNote, words: readonly string[]): boolean {
  const line = `${id} ${about} ${because} ${of.join(' ')}`.toLowerCase()
  return words.every(word => line.includes(word))
}

interface Props {
  readonly api: string
  readonly note: FollowedNote
  onChange(): void
}

function Reading({ api, note, onChange }: Props) {
  const { inspection } = useDesk()
  const doing = useDoing()
  const { id, about, takes, or = {}, because, of = [], source, live, value = takes } = note
  const follow = (choice: Choice) =>
    void doing(
      () => inspection.readings.follow(api, id, choice),
      `${id} is ${choice} from now on.`,
    ).then(onChange)
  return (
    <article class="reading">
      <header>
        <h3>{about}</h3>
        <code class="quiet">{id}</code>
        <span class="flag note">{typeof source === 'string' ? source : 'observed'}</span>
        {value !== takes && <span class="flag odd">otherwise</span>}
      </header>
      <p class="quiet">
        {of.length > 0 ? `Of ${of.join(', ')}. ` : 'Of all operations. '}
        {because}
      </p>
      {note.or ? (
        <fieldset class="choices">
          <legend class="unseen">{about}</legend>
          <Option
            {...{ api, id, value, live }}
            choice={takes}
            words="What is taken here."
            pick={follow}
          />
          {Object.entries(or).map(([choice, words]) => (
            <Option
              key={choice}
              {...{ api, id, value, live, words }}
              choice={typeof takes === 'number' ? Number(choice) : choice}
              pick={follow}
            />
          ))}
        </fieldset>
      ) : (
        <p>
          <code>{String(takes)}</code>
        </p>
      )}
    </article>
  )
}

interface OptionProps {
  readonly api: string
  readonly id: string
  readonly choice: Choice
  readonly words: string
  readonly value: Choice
  readonly live: Choice | undefined
  pick(choice: Choice): void
}

const Option = ({ api, id, choice, words, value, live, pick }: OptionProps) => (
  <label>
    <input
      type="radio"
      name={`${api}/${id}`}
      checked={choice === value}
      onChange={() => pick(choice)}
    />
    <span>
      <code>{String(choice)}</code> {words}
      {live === choice && <span class="flag good">seen live</span>}
    </span>
  </label>
)
