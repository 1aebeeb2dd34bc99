/**
 * What an object has under a name itself. What was sent may go by any name, `constructor` and `__proto__` too, and finds
 * nothing that every object inherits.
 */
export function ownOf<Value>(
  values: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined
export function ownOf(values: object, name: string): unknown
export function ownOf(values: object, name: string): unknown {
  return Object.hasOwn(values, name) ? Reflect.get(values, name) : undefined
}
