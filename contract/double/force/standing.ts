import type { Answering, Ask, Twin } from './asking.ts'

/** What is asked again and again. */
export interface Lasting extends Answering {
  /** Puts it back to what it began with. */
  renew(): void
}

/** A double that stands for all that would be made for one question each: to put one back takes far less time. */
export interface Standing extends Pick<Lasting, 'renew'> {
  /** The double; where a question has options, another one. */
  readonly twin: Twin
}

export function createStanding(make: (options: NonNullable<Ask['options']>) => Lasting): Standing {
  let standing: Lasting | undefined
  return {
    twin(options) {
      if (Object.keys(options).length > 0) return make(options)
      standing ??= make({})
      return standing
    },
    renew() {
      standing?.renew()
    },
  }
}
