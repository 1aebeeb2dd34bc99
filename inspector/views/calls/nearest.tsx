import type { ToldCall } from '../../control/inspection.ts'
import { Method } from '../../parts/badges.tsx'

type Near = ToldCall['near'][number]

/** What may have been meant, the nearest first, with what differs marked. */
export const Nearest = ({ near }: { readonly near: readonly Near[] }) => (
  <div class="part near">
    <h3>What may have been meant</h3>
    <ol>
      {near.map(one => (
        <li key={one.method + one.path}>
          <p>
            <Method method={one.method} /> <Steps steps={one.steps} />
          </p>
          <p class="quiet">
            {one.api}/{one.operation}: {one.differences.join(', ')}
          </p>
        </li>
      ))}
    </ol>
  </div>
)

/** The path that there is, with what is to be put in, and what is to be taken out. */
const Steps = ({ steps }: Pick<Near, 'steps'>) => (
  <code class="steps">
    {steps.map(({ sent, wanted }, nth) => (
      <span key={nth}>
        /{sent !== undefined && sent !== wanted && !wanted?.startsWith(':') && <del>{sent}</del>}
        {wanted !== undefined &&
          (sent === wanted || (wanted.startsWith(':') && sent !== undefined) ? (
            sent
          ) : (
            <ins>{wanted}</ins>
          ))}
      </span>
    ))}
  </code>
)
