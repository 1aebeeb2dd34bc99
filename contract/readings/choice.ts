/** What a reading takes: a status, a number, or a word. */
export type Choice = number | string

/** Values of readings, by id. */
export type Choices = Readonly<Record<string, Choice>>

/** A set of readings: `'documented'` takes what is taken, `'observed'` what the live system was seen to do. */
export type Fidelity = 'documented' | 'observed'
