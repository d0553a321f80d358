// Natural batching: keys that arrive while every lane is busy wait and then go together in one run. There is no timer,
// so a lone key never waits. Called by session look-ups, state loads and the group commit.

export interface GatherOptions {
  /** Most keys one run may carry, at least 1. */
  readonly max: number
  /** Most runs at the same time, at least 1; usually the number of connections the work may use. */
  readonly lanes: number
}

interface Waiting<K, V> {
  readonly key: K
  readonly resolve: (value: V) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Turns a run over many keys into a function of one key.
 * `run` must answer one value per key, in the order of the keys; equal keys are not merged.
 * Throws: whatever `run` throws, at the callers of that run only; an answer of another length is a fault of the same reach.
 */
export function gather<K, V>(
  run: (keys: K[]) => Promise<readonly V[]>,
  { max, lanes }: GatherOptions,
): (key: K) => Promise<V> {
  if (!(max >= 1 && lanes >= 1)) throw new Error(`gather needs max and lanes of at least 1, not ${max} and ${lanes}`)
  let waiting: Waiting<K, V>[] = []
  let busy = 0

  async function travel(batch: Waiting<K, V>[]): Promise<void> {
    try {
      const values = await run(batch.map((item) => item.key))
      if (values.length !== batch.length) throw new Error(`${batch.length} keys got ${values.length} answers`)
      batch.forEach((item, i) => {
        item.resolve(values[i] as V)
      })
    } catch (reason) {
      for (const item of batch) item.reject(reason)
    } finally {
      busy -= 1
      start()
    }
  }

  function start(): void {
    while (busy < lanes && waiting.length > 0) {
      const batch = waiting.slice(0, max)
      waiting = waiting.slice(max)
      busy += 1
      void travel(batch)
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      start()
    })
}
