// What is costly to work out and may be a little old: worked out once, and again only after a while.

/** Answers with the last result of `work` until it is `forMs` old; those who ask meanwhile wait for the same. */
export function remembered<Result>(work: () => Promise<Result>, forMs: number, now: () => Date): () => Promise<Result> {
  let last: { readonly at: number; readonly result: Promise<Result> } | undefined
  return () => {
    const at = now().getTime()
    // A clock that was set back makes it old, too.
    if (last && at >= last.at && at - last.at < forMs) return last.result
    const result = work()
    const begun = { at, result }
    last = begun
    // A failure is not kept for those who ask next.
    result.catch(() => {
      if (last === begun) last = undefined
    })
    return result
  }
}
