/** Of values that never run out: the `nth`, counted around. */
export const pick = <T>(values: readonly T[], nth: number): T | undefined =>
  values[nth % values.length]

/** The id of the `nth` entity of a model, or one that none of them has. */
export const idAt = <Id>(
  model: { getAll(): readonly { readonly id: Id }[] },
  nth: number,
  none: Id,
): Id => pick(model.getAll(), nth)?.id ?? none

export const equals = <T>(value: T) => ({ equals: value })
export const withId = <T>(id: T) => ({ where: { id: equals(id) } })

/** As the rows come out of JSON. */
export const plain = (rows: readonly object[]): object[] => JSON.parse(JSON.stringify(rows))

export const by =
  <T>(key: (row: T) => string | number) =>
  (one: T, other: T) =>
    Number(key(one) > key(other)) - Number(key(one) < key(other))

/** Names of which one is another's in capitals, and one begins another. */
export const names = ['ada', 'Ada', 'bob', 'bobby', 'eve']
export const mailOf = (nth: number) => `${names[nth]}@x.test`
