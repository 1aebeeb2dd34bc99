/** 64 bits in hexadecimal, the same everywhere: two hashes in the manner of FNV-1a, of different primes. No secret's. */
export function hashOf(text: string): string {
  let [one, other] = [0x811c9dc5, 0x811c9dc5]
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  return [one, other].map(half => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
