import { useState } from 'preact/hooks'
import type { PromisedApi } from '../../control/inspection.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Method, Status } from '../../parts/badges.tsx'
import { Button } from '../../parts/button.tsx'
import { download } from '../../parts/copying.ts'
import { Search } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Empty, Failure, Waiting } from '../../parts/saying.tsx'

/** What each API promises, in short, and its documents in full. */
export function ContractView() {
  const { inspection } = useDesk()
  const [text, search] = useState('')
  const { value, error, reload } = useAsked(inspection.promised, 'operations')
  if (error && !value) return <Failure error={error} onRetry={reload} />
  if (!value) return <Waiting />
  const words = text.toLowerCase().split(/\s+/)
  const shown = value
    .map(api => ({ ...api, operations: api.operations.filter(one => isLike(one, words)) }))
    .filter(({ operations }) => operations.length > 0)
  return (
    <div class="contract-page">
      <div class="tools">
        <Search label="Search the contracts" value={text} onSearch={search} />
      </div>
      {shown.length === 0 && <Empty icon="contract" title="No operation is like that" />}
      <div class="cards">
        {shown.map(api => (
          <ApiCard key={api.api} promised={api} />
        ))}
      </div>
    </div>
  )
}

type Operation = PromisedApi['operations'][number]

const isLike = ({ name, method, path, summary }: Operation, words: readonly string[]): boolean => {
  const line = `${name} ${method} ${path} ${summary}`.toLowerCase()
  return words.every(word => line.includes(word))
}

function ApiCard({ promised: { api, title, operations } }: { readonly promised: PromisedApi }) {
  const { inspection, go } = useDesk()
  const doing = useDoing()
  const query = inspection.session === undefined ? '' : `&session=${inspection.session}`
  const take = (kind: 'openapi' | 'pact') => () =>
    void doing(async () => {
      const document = await inspection.documents[kind](api)
      download(`${api}.${kind}.json`, `${JSON.stringify(document, null, 2)}\n`)
    }, 'It is in your downloads.')
  return (
    <section class="card all" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span class="actions">
          {inspection.kind === 'server' && (
            <a
              class="button"
              href={`/__admin/docs?api=${api}${query}`}
              target="_blank"
              rel="noopener"
            >
              <Icon name="out" /> Read and try out<span class="unseen"> {title}</span>
            </a>
          )}
          <Button icon="down" onPress={take('openapi')}>
            OpenAPI<span class="unseen"> of {title}</span>
          </Button>
          <Button icon="down" onPress={take('pact')}>
            Pact of the calls<span class="unseen"> to {title}</span>
          </Button>
        </span>
      </header>
      <ul class="items operations">
        {operations.map(({ name, method, path, summary, replies }) => (
          <li key={name}>
            <Method method={method} />
            <span class="name">
              <code>{path}</code> <span class="quiet">{summary}</span>
            </span>
            <span class="inline tight">
              {replies.map(({ status }) => (
                <Status key={status} status={status} />
              ))}
            </span>
            <Button onPress={() => go('replies', api, name)}>
              Force<span class="unseen"> a reply of {name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
