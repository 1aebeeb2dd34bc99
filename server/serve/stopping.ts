import { constants } from 'node:os'

/** What is to be closed before the process ends. */
interface Closing {
  close(): Promise<void>
}

const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * Starts something that SIGINT and SIGTERM end, with exit code 0 once it is closed. A second signal ends the process at
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
    await started?.close()
    process.exit(0)
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
