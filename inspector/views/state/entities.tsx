import { useState } from 'preact/hooks'
import type { EntityTable } from '../../control/inspection.ts'
import { useAsked, useDesk, useDoing } from '../../desk.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { Search, Select } from '../../parts/field.tsx'
import { counted, Empty, Failure, Waiting } from '../../parts/saying.tsx'
import type { Editing } from './editing.ts'
import { Rows } from './table.tsx'

interface Props {
  readonly table: EntityTable
  edit(editing: Editing): void
}

/** How many entities stand on a page. */
const size = 50

/** The entities of one kind: searched, sorted, page by page, with what changed since a checkpoint. */
export function Entities({ table, edit }: Props) {
  const { inspection } = useDesk()
  const [asked, ask] = useState({ search: '', sort: '', offset: 0, since: '' })
  const query = {
    ...{ search: asked.search || undefined, sort: asked.sort || undefined },
    ...{ offset: asked.offset, limit: size, since: asked.since || undefined },
  }
  const { value, error, reload } = useAsked(
    () => inspection.entities.read(table, query),
    JSON.stringify([table.api, table.name, query]),
    ['state', 'checkpoints'],
  )
  const change = (changes: Partial<typeof asked>) => ask({ ...asked, offset: 0, ...changes })
  return (
    <section class="list" aria-label={table.name}>
      <div class="tools">
        <Search
          label={`Search ${table.name}`}
          value={asked.search}
          onSearch={search => change({ search })}
        />
        <Since api={table.api} value={asked.since} onPick={since => change({ since })} />
        <Adding table={table} edit={edit} />
      </div>
      {error && <Failure error={error} onRetry={reload} />}
      {!value && !error && <Waiting />}
      {value && value.found + value.gone.length === 0 && (
        <Nothing table={table} isSearched={asked.search !== ''} />
      )}
      {value && value.found + value.gone.length > 0 && (
        <Rows
          {...{ table, edit }}
          page={value}
          sort={asked.sort}
          onSort={sort => change({ sort })}
        />
      )}
      {value && (
        <Pages
          {...{ count: value.count, found: value.found, offset: asked.offset }}
          what={table.name}
          go={offset => ask({ ...asked, offset })}
        />
      )}
    </section>
  )
}

/** Since when changes are marked. */
function Since({
  api,
  value,
  onPick,
}: {
  readonly api: string
  readonly value: string
  onPick(name: string): void
}) {
  const { inspection } = useDesk()
  const { value: all = {} } = useAsked(inspection.checkpoints.list, 'checkpoints', ['checkpoints'])
  const names = all[api] ?? []
  if (names.length === 0) return null
  return (
    <Select
      label="Changes since"
      value={names.includes(value) ? value : ''}
      options={[['', 'no checkpoint'], ...names.map(name => [name, name] as const)]}
      onPick={onPick}
    />
  )
}

function Adding({ table, edit }: Props) {
  const { inspection } = useDesk()
  const doing = useDoing()
  const make = () =>
    void doing(
      () => inspection.entities.add(table, {}, { made: true }),
      'One was made up, and added.',
    )
  return (
    <span class="end">
      {table.isMade && (
        <Button icon="spark" onPress={make}>
          Make one up
        </Button>
      )}
      <Button icon="plus" onPress={() => edit({ kind: 'add' })}>
        Add
      </Button>
    </span>
  )
}

const Nothing = ({
  table,
  isSearched,
}: {
  readonly table: EntityTable
  readonly isSearched: boolean
}) =>
  isSearched ? (
    <Empty icon="search" title={`No ${table.name} are like that`}>
      <p>Search for a part of any field.</p>
    </Empty>
  ) : (
    <Empty icon="state" title={`There are no ${table.name}`}>
      <p>Add one here, or go to a world that has some.</p>
    </Empty>
  )

interface PagesProps {
  readonly count: number
  readonly found: number
  readonly offset: number
  readonly what: string
  go(offset: number): void
}

const Pages = ({ count, found, offset, what, go }: PagesProps) => (
  <div class="count pages">
    <span class="quiet" role="status">
      {counted(found, 'entity', 'entities')}
      {found < count && ` of ${count.toLocaleString('en')}`}
      {found > size && `, ${offset + 1} to ${Math.min(found, offset + size)}`}
    </span>
    {found > size && (
      <span class="end">
        <IconButton
          icon="back"
          name={`Previous ${what}`}
          isDisabled={offset === 0}
          onPress={() => go(Math.max(0, offset - size))}
        />
        <IconButton
          icon="next"
          name={`Next ${what}`}
          isDisabled={offset + size >= found}
          onPress={() => go(offset + size)}
        />
      </span>
    )}
  </div>
)
