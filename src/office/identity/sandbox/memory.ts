// What the sandbox remembers between two requests, in memory: it ends with the process, which is what a sandbox wants.
// One instance for each kind of thing (session, interaction, code, …), made by oidc-provider.

interface Kept {
  readonly content: Record<string, unknown>
  readonly endsAt: number
}

/** More than a demo ever holds at once; beyond it the oldest go. */
const MOST = 5_000

export class Memory {
  readonly #kept = new Map<string, Kept>()

  async upsert(id: string, content: Record<string, unknown>, ttlSeconds: number): Promise<void> {
    this.#kept.delete(id)
    this.#kept.set(id, { content, endsAt: Date.now() + ttlSeconds * 1000 })
    if (this.#kept.size > MOST) this.#kept.delete(this.#kept.keys().next().value as string)
  }

  async find(id: string): Promise<Record<string, unknown> | undefined> {
    const kept = this.#kept.get(id)
    return kept && kept.endsAt > Date.now() ? kept.content : undefined
  }

  async findByUid(uid: string): Promise<Record<string, unknown> | undefined> {
    const id = [...this.#kept].find(([, { content }]) => content.uid === uid)?.[0]
    return id === undefined ? undefined : this.find(id)
  }

  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  async consume(id: string): Promise<void> {
    const kept = this.#kept.get(id)
    if (kept) kept.content.consumed = Math.floor(Date.now() / 1000)
  }

  async destroy(id: string): Promise<void> {
    this.#kept.delete(id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { content }] of this.#kept) if (content.grantId === grantId) this.#kept.delete(id)
  }
}
