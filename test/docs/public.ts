import { dirname, join } from 'node:path'
import reference from '../../docs/typedoc.json' with { type: 'json' }
import { read } from './pages.ts'

/** A name that the package exports. */
export interface Public {
  readonly name: string
  /** `const`, `function`, `class`, `interface` or `type`. */
  readonly kind: string
  /** The file of the door. */
  readonly door: string
  /** The words before its declaration; empty where there are none. */
  readonly comment: string
}

/** The files that the package exports, as the reference lists them. */
export const doors: readonly string[] = reference.entryPoints.map(path => path.replace('../', ''))

/** All that the doors export of ours. */
export const publicNames = (): readonly Public[] =>
  doors.flatMap(door => exportsOf(door).map(one => ({ ...one, door })))

type Found = Omit<Public, 'door'>

function exportsOf(file: string): readonly Found[] {
  const text = read(file)
  const own = [...text.matchAll(declaration)].map(
    ({ 1: comment = '', 2: kind = '', 3: name = '' }) => ({
      ...{ name, kind },
      comment: comment.trim(),
    }),
  )
  const others = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '(\.[^']*)'/gm)]
  return [
    ...own,
    ...others.flatMap(([, names = '', from = '']) => takenFrom(join(dirname(file), from), names)),
  ]
}

const declaration =
  /(?:^(\/\*\*(?:[^*]|\*(?!\/))*\*\/)\n)?^export (?:declare )?(?:async )?(?:abstract )?(const|function|class|interface|type) (\w+)/gm

function takenFrom(file: string, names: string): readonly Found[] {
  const there = exportsOf(file)
  return names
    .split(',')
    .map(name => name.trim().replace(/^type /, ''))
    .filter(Boolean)
    .flatMap(name => {
      const [as = '', under = as] = name.split(' as ')
      const found = there.find(one => one.name === as)
      return found ? [{ ...found, name: under }] : []
    })
}
