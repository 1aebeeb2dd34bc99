import type { Auth } from '../../../../contract/answer/auth.ts'
import type { Method } from '../../../../contract/answer/endpoint.ts'
import type { Losses } from '../document/losses.ts'
import type { Field, ObjectShape, Shape } from '../document/shape.ts'
import type { Component } from './components.ts'
import type { Values } from './values.ts'

/** All that is to be written of an API. */
export interface Plan {
  /** As on the command line: `pet-store`. */
  readonly name: string
  readonly title: string
  readonly about: string
  readonly url: string
  readonly auth: Auth
  readonly components: ReadonlyMap<string, Component>
  readonly entities: readonly PlannedEntity[]
  readonly resources: readonly PlannedResource[]
  readonly failure: Shape
  /** The status of a field that breaks a rule. */
  readonly invalid: number
  readonly values: Values
  readonly losses: Losses
}

export interface PlannedEntity {
  /** As its model is called: `pet`. */
  readonly model: string
  /** The name of its component: `Pet`. */
  readonly component: string
  readonly shape: ObjectShape
  readonly id: string
  readonly isNumber: boolean
  /** How long an id is, where a UUID would not do. */
  readonly idLength?: number
  readonly items: readonly string[]
  readonly collections: readonly string[]
  readonly times: readonly string[]
  readonly defaults: Readonly<Record<string, unknown>>
  readonly documented: readonly object[]
  /** Whether the document shows none, and these are made up. */
  readonly isMadeUp: boolean
}

/** Operations that belong together: a tag of the document. */
export interface PlannedResource {
  readonly tag: string
  readonly about: string
  readonly operations: readonly PlannedOperation[]
}

export interface PlannedOperation {
  /** As the document calls it. */
  readonly id: string
  /** As it is called in code. */
  readonly name: string
  readonly method: Method
  /** As a description has it: `/pets/:petId`. */
  readonly path: string
  readonly summary: string
  readonly about: string | undefined
  readonly params: readonly PlannedParam[]
  readonly query: readonly Field[]
  readonly body: Shape | undefined
  readonly replies: readonly PlannedReply[]
  readonly refuses: readonly number[]
  /** Whether anybody may ask. */
  readonly isOpen: boolean
  readonly sends: unknown
  readonly answer: Answer
}

export interface PlannedParam {
  readonly name: string
  readonly words: string | undefined
  readonly type: 'string' | 'integer' | 'number'
}

export interface PlannedReply {
  readonly status: number
  readonly words: string | undefined
  readonly shape: Shape | undefined
}

/** How an operation is answered. */
export interface Answer {
  readonly act: 'list' | 'read' | 'create' | 'update' | 'delete' | 'example'
  /** The model that it is about; nothing of an example. */
  readonly model?: string
  /** What of the call is looked at, in the order in which it is. */
  readonly takes: readonly string[]
  readonly uses: readonly string[]
  /** The lines before the reply. */
  readonly lines: readonly string[]
  readonly status: number
  readonly body?: Said
}

/** What is answered: code, a value, or an object of both. */
export type Said =
  | { readonly code: string }
  | { readonly value: unknown }
  | { readonly fields: readonly (readonly [string, Said])[] }
