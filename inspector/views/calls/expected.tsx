import type { ToldCall } from '../../control/inspection.ts'
import { Method, Status } from '../../parts/badges.tsx'
import { type Form, formOf, typeOf } from '../../parts/form.ts'

type ExpectedCall = NonNullable<ToldCall['expected']>

/** What the contract says of the operation that was called. */
export const Expected = ({ expected }: { readonly expected: ExpectedCall }) => (
  <details class="part expected" open>
    <summary>
      <h3>What the contract expects</h3>
    </summary>
    <p>
      <Method method={expected.method} /> <code>{expected.path}</code> {expected.summary}.
    </p>
    <p class="quiet">
      <code>{expected.auth}</code>
    </p>
    <Fields title="Query" form={formOf(expected.query)} />
    <Fields title="Body" form={formOf(expected.body)} />
    <h4>Replies</h4>
    <ul class="replies">
      {expected.replies.map(({ status, description }) => (
        <li key={status}>
          <Status status={status} /> {description}
        </li>
      ))}
    </ul>
  </details>
)

/** The fields of a query or a body, each with what it takes. */
const Fields = ({ title, form }: { readonly title: string; readonly form: Form | undefined }) =>
  form && form.fields.length > 0 ? (
    <>
      <h4>{title}</h4>
      <table class="fields">
        <tbody>
          {form.fields.map(({ name, schema, isRequired }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {isRequired && <span class="required"> required</span>}
              </th>
              <td>
                <span class="type">{typeOf(schema)}</span> {schema.description}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  ) : null
