/** What is made when it is asked for, and then kept. */
export function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** What is made of something when it is asked for, and then kept for as long as that is there. */
export function oncePer<Given extends object, Made extends object>(
  make: (given: Given) => Made,
): (given: Given) => Made {
  const made = new WeakMap<Given, Made>()
  return given => {
    const known = made.get(given)
    if (known) return known
    const own = make(given)
    made.set(given, own)
    return own
  }
}
