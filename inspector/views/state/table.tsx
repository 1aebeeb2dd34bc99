import type { EntityPage, EntityRow, EntityTable } from '../../control/inspection.ts'
import { useDesk, useDoing } from '../../desk.ts'
import { IconButton } from '../../parts/button.tsx'
import { formOf } from '../../parts/form.ts'
import type { Editing } from './editing.ts'

interface Props {
  readonly table: EntityTable
  readonly page: EntityPage
  readonly sort: string
  onSort(sort: string): void
  edit(editing: Editing): void
}

/** A table of entities: those that are gone since the checkpoint stand at its end. */
export function Rows({ table, page, sort, onSort, edit }: Props) {
  const names = formOf(table.form)?.fields.map(({ name }) => name) ?? []
  const columns = [table.key, ...names.filter(name => name !== table.key)]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and who has no pointer scrolls by keys
    <div class="table-box" tabIndex={0} role="group" aria-label={`Table of ${table.name}`}>
      <table class="entities">
        <thead>
          <tr>
            <th scope="col" class="acts">
              <span class="unseen">What can be done</span>
            </th>
            {columns.map(name => (
              <Head key={name} name={name} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {[...page.rows, ...page.gone].map(row => (
            <Row key={`${row.change}${row.id}`} {...{ row, columns, table, edit }} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface HeadProps extends Pick<Props, 'sort' | 'onSort'> {
  readonly name: string
}

function Head({ name, sort, onSort }: HeadProps) {
  const order = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none'
  const next = { none: name, ascending: `-${name}`, descending: '' }[order]
  return (
    <th scope="col" aria-sort={order}>
      <button type="button" onClick={() => onSort(next)}>
        {name}
        <span aria-hidden="true">{{ none: '', ascending: ' ↑', descending: ' ↓' }[order]}</span>
      </button>
    </th>
  )
}

interface RowProps extends Pick<Props, 'table' | 'edit'> {
  readonly row: EntityRow
  readonly columns: readonly string[]
}

function Row({ row, columns, table, edit }: RowProps) {
  const { fields = [], change, entity } = row
  return (
    <tr class={change}>
      <td class="acts">
        {change === 'gone' ? (
          <span class="flag bad">gone</span>
        ) : (
          <Acts {...{ row, table, edit }} />
        )}
      </td>
      {columns.map(name => (
        <td key={name} class={fields.includes(name) ? 'otherwise' : undefined}>
          <Value value={entity[name]} />
          {name === table.key && change && change !== 'gone' && (
            <span class={change === 'added' ? 'flag good' : 'flag odd'}>{change}</span>
          )}
        </td>
      ))}
    </tr>
  )
}

function Acts({ row, table, edit }: Pick<RowProps, 'row' | 'table' | 'edit'>) {
  const { inspection } = useDesk()
  const doing = useDoing()
  const { id } = row
  const duplicate = () =>
    void doing(() => inspection.entities.add(table, {}, { like: id }), `A copy of ${id} was added.`)
  const remove = () => void doing(() => inspection.entities.remove(table, id), `${id} was deleted.`)
  return (
    <span class="inline tight">
      <IconButton icon="edit" name={`Edit ${id}`} onPress={() => edit({ kind: 'change', row })} />
      <IconButton icon="copy" name={`Duplicate ${id}`} onPress={duplicate} />
      <IconButton icon="bin" name={`Delete ${id}`} onPress={remove} />
    </span>
  )
}

/** A value in a cell: of a long one the beginning. */
function Value({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined)
    return <span class="nothing">{value === null ? 'null' : '–'}</span>
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <bdi class={typeof value === 'string' ? 'text' : 'text coded'}>
      {text.length > longest ? `${text.slice(0, longest)}…` : text}
    </bdi>
  )
}

const longest = 200
