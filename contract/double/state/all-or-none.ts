/**
 * Takes several steps, or none of them: each is given what has to succeed along with it, which is all the others. A step
 * that fails, or whose companions do, undoes itself.
 *
 * @example allOrNone(doubles.map(double => also => double.reset('empty', also)))
 */
export function allOrNone(steps: readonly ((also: () => void) => void)[]): void {
  const all = steps.reduce<() => void>(
    (also, step) => () => step(also),
    () => {},
  )
  all()
}
