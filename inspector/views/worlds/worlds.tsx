import { Checkpoints } from './checkpoints.tsx'
import { SessionList } from './sessions.tsx'
import { StateFile } from './state-file.tsx'
import { WorldList } from './world-list.tsx'

/** Where the doubles start from, what they go back to, and who has doubles to themselves. */
export const Worlds = () => (
  <div class="cards">
    <WorldList />
    <Checkpoints />
    <SessionList />
    <StateFile />
  </div>
)
