import type { Checkpoints } from '../checkpoints.ts'
import type { Answering, Ask, Twin } from './asking.ts'

/** What is asked, and put back to what it began with. */
type Lasting = Answering & Pick<Checkpoints, 'checkpoint' | 'restore'>

/** A double that is asked again and again: to put one back takes a tenth of the time of another one. */
export interface Standing {
  /** The double; where a question has options, another one. */
  readonly twin: Twin
  /** Puts it back to what it began with. */
  renew(): void
}

export function createStanding(make: (options: NonNullable<Ask['options']>) => Lasting): Standing {
  let standing: Lasting | undefined
  const begin = (): Lasting => {
    const double = make({})
    double.checkpoint(begun)
    return double
  }
  return {
    twin(options) {
      if (Object.keys(options).length > 0) return make(options)
      standing ??= begin()
      return standing
    },
    renew() {
      standing?.restore(begun)
    },
  }
}

const begun = 'as it began'
