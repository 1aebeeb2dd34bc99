import { useRef } from 'preact/hooks'
import { useDesk, useDoing } from '../../desk.ts'
import { Button } from '../../parts/button.tsx'
import { download } from '../../parts/copying.ts'

/** All that the doubles hold, as a file, and back from one. */
export function StateFile() {
  const { inspection } = useDesk()
  const doing = useDoing()
  const input = useRef<HTMLInputElement>(null)
  const save = () =>
    void doing(async () => {
      download('state.json', `${JSON.stringify(await inspection.state.read(), null, 2)}\n`)
    }, 'The state is in your downloads.')
  const load = async (file: File | undefined) => {
    if (!file) return
    await doing(
      async () => inspection.state.replace(parsed(file.name, await file.text())),
      `They hold what “${file.name}” says.`,
    )
    if (input.current) input.current.value = ''
  }
  return (
    <section class="card" aria-label="A file">
      <h2>A file</h2>
      <p class="quiet">
        All that the doubles hold, keys and passwords among it: to keep, to send to somebody, or to
        start a server from.
      </p>
      <div class="actions">
        <Button icon="down" onPress={save}>
          Export
        </Button>
        <Button icon="up" onPress={() => input.current?.click()}>
          Import
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json"
          class="unseen"
          aria-label="A file to import"
          tabIndex={-1}
          onChange={event => void load(event.currentTarget.files?.[0])}
        />
      </div>
    </section>
  )
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`Failed to import "${name}": it is no JSON. Choose a file that was exported.`, {
      cause,
    })
  }
}
