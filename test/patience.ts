/** Milliseconds that only a hang takes, on however busy a machine: of tests, and of the processes that they start. */
export const patience = 600_000
