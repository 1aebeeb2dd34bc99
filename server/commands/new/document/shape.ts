/** What a value may be, as far as a description can say it. */
export type Shape = Kind & {
  readonly isNullable?: true
  /** The words of the document for it. */
  readonly words?: string | undefined
  /** JSON Schema that is said of it, and not checked: `{ format: 'date-time' }`. */
  readonly more?: Readonly<Record<string, unknown>>
  /** An example of it, or its default. */
  readonly shown?: unknown
}

export type Kind =
  | {
      readonly kind: 'text'
      readonly min?: number | undefined
      readonly max?: number | undefined
      readonly pattern?: string | undefined
    }
  | {
      readonly kind: 'number'
      readonly isWhole: boolean
      readonly min?: number | undefined
      readonly max?: number | undefined
      readonly above?: number | undefined
      readonly below?: number | undefined
      readonly step?: number | undefined
    }
  | { readonly kind: 'truth' }
  | { readonly kind: 'choice'; readonly values: readonly (string | number | boolean)[] }
  | {
      readonly kind: 'list'
      readonly of: Shape
      readonly min?: number | undefined
      readonly max?: number | undefined
    }
  | { readonly kind: 'object'; readonly fields: readonly Field[]; readonly isStrict: boolean }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'either'; readonly of: readonly Shape[]; readonly by?: string | undefined }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'anything' }

export interface Field {
  readonly name: string
  readonly isRequired: boolean
  readonly shape: Shape
}

export type ObjectShape = Extract<Shape, { kind: 'object' }>

/** What a shape is made of. */
export function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'list':
    case 'map':
      return [shape.of]
    case 'either':
      return shape.of
    case 'object':
      return shape.fields.map(field => field.shape)
    default:
      return []
  }
}

/** A shape with other parts. */
export function withParts(shape: Shape, change: (part: Shape, key: string) => Shape): Shape {
  switch (shape.kind) {
    case 'list':
    case 'map':
      return { ...shape, of: change(shape.of, '[]') }
    case 'either':
      return { ...shape, of: shape.of.map(one => change(one, '')) }
    case 'object':
      return {
        ...shape,
        fields: shape.fields.map(field => ({ ...field, shape: change(field.shape, field.name) })),
      }
    default:
      return shape
  }
}
