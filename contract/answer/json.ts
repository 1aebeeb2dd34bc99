/** How deep JSON may nest where it is read. PHP stops there too, and no recursion of ours comes near its own limit. */
export const depthLimit = 512

/**
 * Whether a JSON text nests deeper than so many levels, told in one pass and before it is parsed: `[[1]]` has two.
 * Brackets within strings count for nothing.
 */
export function isTooDeep(text: string, limit = depthLimit): boolean {
  if (text.length <= limit) return false
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) index = endOfString(text, index)
    else depth += stepOf(code)
    if (depth > limit) return true
  }
  return false
}

/** Where the list or the object that begins at a bracket ends: behind its other bracket, or at the end of the text. */
export function endOfNest(text: string, start: number): number {
  let depth = 0
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) index = endOfString(text, index)
    else depth += stepOf(code)
    if (depth === 0) return index + 1
  }
  return text.length
}

function stepOf(code: number): number {
  if (code === openList || code === openObject) return 1
  return code === closeList || code === closeObject ? -1 : 0
}

/** Whether a value nests deeper than so many levels; looks no deeper than that. */
export function isDeep(value: unknown, limit = depthLimit): boolean {
  if (typeof value !== 'object' || value === null) return false
  return limit === 0 || Object.values(value).some(part => isDeep(part, limit - 1))
}

/** Where the string that begins at a quote ends: at its other quote, or at the end of the text. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) return index
    if (code === backslash) index += 1
  }
  return text.length
}

const [quote, backslash, openList, closeList, openObject, closeObject] = [34, 92, 91, 93, 123, 125]
