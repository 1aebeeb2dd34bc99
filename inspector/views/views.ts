import type { FunctionComponent } from 'preact'
import type { IconName } from '../parts/icon.tsx'
import { Calls } from './calls/calls.tsx'
import { ClockView } from './clock/clock.tsx'
import { ContractView } from './contract/contract.tsx'
import { Outbox } from './outbox/outbox.tsx'
import { ReadingsView } from './readings/readings.tsx'
import { Replies } from './replies/replies.tsx'
import { StateView } from './state/state.tsx'
import { Worlds } from './worlds/worlds.tsx'

/** A part of the inspector. */
interface View {
  readonly name: IconName
  readonly title: string
  readonly draw: FunctionComponent
}

/** The parts of the inspector, in the order of how often they are wanted. */
export const views: readonly View[] = [
  { name: 'calls', title: 'Calls', draw: Calls },
  { name: 'state', title: 'State', draw: StateView },
  { name: 'replies', title: 'Replies', draw: Replies },
  { name: 'worlds', title: 'Worlds', draw: Worlds },
  { name: 'clock', title: 'Clock', draw: ClockView },
  { name: 'outbox', title: 'Outbox', draw: Outbox },
  { name: 'readings', title: 'Readings', draw: ReadingsView },
  { name: 'contract', title: 'Contract', draw: ContractView },
]
