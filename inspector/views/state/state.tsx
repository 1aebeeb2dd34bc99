import { useState } from 'preact/hooks'
import type { EntityTable } from '../../control/inspection.ts'
import { useAsked, useDesk } from '../../desk.ts'
import { Empty, Failure, Waiting } from '../../parts/saying.tsx'
import { EntityDialog } from './dialog.tsx'
import type { Editing } from './editing.ts'
import { Entities } from './entities.tsx'

/** What the doubles hold: a list of tables, and one of them. */
export function StateView() {
  const { inspection, place } = useDesk()
  const { value, error, reload } = useAsked(inspection.entities.tables, 'tables', ['state'])
  const [editing, edit] = useState<Editing>()
  if (error && !value) return <Failure error={error} onRetry={reload} />
  if (!value) return <Waiting />
  const [, api, name] = place
  const table = value.find(one => one.api === api && one.name === name) ?? value[0]
  if (!table) return <Empty icon="state" title="These doubles keep nothing" />
  return (
    <div class="with-side">
      <Tables tables={value} chosen={table} />
      <Entities key={`${table.api}/${table.name}`} table={table} edit={edit} />
      {editing && <EntityDialog table={table} editing={editing} onClose={() => edit(undefined)} />}
    </div>
  )
}

interface TablesProps {
  readonly tables: readonly EntityTable[]
  readonly chosen: EntityTable
}

/** The tables, by API. */
function Tables({ tables, chosen }: TablesProps) {
  const { go } = useDesk()
  const apis = [...new Set(tables.map(({ api }) => api))]
  return (
    <nav class="side" aria-label="Tables">
      {apis.map(api => (
        <div key={api}>
          <h2>{api}</h2>
          {tables
            .filter(one => one.api === api)
            .map(one => (
              <button
                key={one.name}
                type="button"
                aria-current={
                  one.api === chosen.api && one.name === chosen.name ? 'true' : undefined
                }
                onClick={() => go('state', one.api, one.name)}
              >
                <span>{one.name}</span>
                <span class="number">{one.count}</span>
              </button>
            ))}
        </div>
      ))}
    </nav>
  )
}
