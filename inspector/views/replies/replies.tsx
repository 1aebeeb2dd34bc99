import { useState } from 'preact/hooks'
import type { PromisedApi } from '../../control/inspection.ts'
import { useAsked, useDesk } from '../../desk.ts'
import { Method } from '../../parts/badges.tsx'
import { Search } from '../../parts/field.tsx'
import { Empty, Failure, Waiting } from '../../parts/saying.tsx'
import { Conditions } from './conditions.tsx'
import { OperationReplies } from './operation.tsx'
import { Standing } from './standing.tsx'

/** What each operation can be made to reply, and what is forced at the moment. */
export function Replies() {
  const { inspection, place, go } = useDesk()
  const [text, search] = useState('')
  const { value, error, reload } = useAsked(inspection.promised, 'operations')
  if (error && !value) return <Failure error={error} onRetry={reload} />
  if (!value) return <Waiting />
  const [, api = '', name = ''] = place
  const chosen = value.find(one => one.api === api)?.operations.find(one => one.name === name)
  return (
    <div class="with-side wide-side">
      <nav class="side" aria-label="Operations">
        <Search label="Search operations" value={text} onSearch={search} />
        {value.map(one => (
          <Operations
            key={one.api}
            promised={one}
            chosen={api === one.api ? name : ''}
            words={text.toLowerCase().split(/\s+/)}
            open={operation => go('replies', one.api, operation)}
          />
        ))}
      </nav>
      <div class="cards one">
        {chosen ? (
          <OperationReplies key={`${api}/${name}`} api={api} operation={chosen} />
        ) : (
          <Empty icon="replies" title="Choose an operation">
            <p>Each reply that its page documents is one press away.</p>
          </Empty>
        )}
        <Standing />
        <Conditions />
      </div>
    </div>
  )
}

interface OperationsProps {
  readonly promised: PromisedApi
  readonly chosen: string
  readonly words: readonly string[]
  open(operation: string): void
}

function Operations({ promised, chosen, words, open }: OperationsProps) {
  const shown = promised.operations.filter(({ name, method, path, summary }) => {
    const line = `${name} ${method} ${path} ${summary}`.toLowerCase()
    return words.every(word => line.includes(word))
  })
  if (shown.length === 0) return null
  return (
    <div>
      <h2>{promised.api}</h2>
      {shown.map(({ name, method, path }) => (
        <button
          key={name}
          type="button"
          title={`${method} ${path}`}
          aria-current={name === chosen ? 'true' : undefined}
          onClick={() => open(name)}
        >
          <span>{name}</span>
          <Method method={method} />
        </button>
      ))}
    </div>
  )
}
