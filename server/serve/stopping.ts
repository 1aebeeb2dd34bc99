import { constants } from 'node:os'

/** What is to be closed before the process ends: it may give the exit code. */
interface Closing {
  close(): Promise<unknown>
}

const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * Starts something that SIGINT and SIGTERM end, with exit code 0, or the one that it gives, once it is closed. A second signal ends the process at
 * once. From the first step on each is listened to, since the first process of a container gets no other.
 *
 * @example const { url } = await endingOnSignal(() => serve({ port: 0 }))
 */
export async function endingOnSignal<Started extends Closing>(
  start: () => Promise<Started>,
): Promise<Started> {
  let started: Started | undefined
  let isStopping = false
  const stop = async (signal: (typeof signals)[number]) => {
    if (isStopping) process.exit(128 + constants.signals[signal])
    isStopping = true
    const code = await started?.close()
    process.exit(typeof code === 'number' ? code : 0)
  }
  for (const signal of signals) process.on(signal, stop)
  try {
    started = await start()
    return started
  } catch (thrown) {
    for (const signal of signals) process.off(signal, stop)
    throw thrown
  }
}
