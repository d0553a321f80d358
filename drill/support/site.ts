// One installation to be killed: a fresh data folder with full durability, people signed in, the server as a process of
// its own, and clients at work on it.

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { idNumber } from '../../bench/support/application.ts'
import { type BenchPlatform, openPlatform, signedInAgent, signedInPerson } from '../../bench/support/platform.ts'
import { Load } from './load.ts'
import { answering, killPostgres, killServer, saidBy, startServer } from './victim.ts'

const CLIENTS = 8
const VILLAGE = '350521104-01'

/** What a round kills. */
export type Kill = 'server' | 'database' | 'both'

export class Site implements AsyncDisposable {
  readonly load: Load
  readonly folder: string
  readonly #platform: BenchPlatform
  #server: ChildProcess

  private constructor(platform: BenchPlatform, load: Load, server: ChildProcess) {
    this.#platform = platform
    this.folder = platform.folder
    this.load = load
    this.#server = server
  }

  /** Makes everything and puts it under load. `settings`: statements run once in its database, for the control. */
  static async open(name: string, port: number, settings: readonly string[] = []): Promise<Site> {
    const platform = await openPlatform(port)
    const persons = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, i) => ({
        id: idNumber(i),
        token: await signedInPerson(platform, i, idNumber(i)),
      })),
    )
    const agent = await signedInAgent(platform, VILLAGE)
    for (const setting of settings) await platform.installation.database.pool('owner', 1).query(setting)
    // The drill itself holds no seat at the database: nobody but the server may bring it back.
    await platform.installation.stopper.stop()
    const load = new Load({ port, people: { persons, agent }, name })
    const site = new Site(platform, load, startServer(platform.folder, platform.environment))
    await answering(site.#server, site.folder, port)
    load.start()
    return site
  }

  /** Kills, starts the server again when it was killed, and resolves to the time until the next receipt, in ms. */
  async kill(what: Kill): Promise<number> {
    const killedAt = performance.now()
    if (what !== 'server') killPostgres(this.folder)
    if (what !== 'database') {
      await killServer(this.#server)
      this.#server = startServer(this.folder, this.#platform.environment)
    }
    const recovered = await Promise.race([this.load.nextReceipt(killedAt), sleep(GIVE_UP_MS, null, { ref: false })])
    if (recovered === null) {
      throw new Error(
        `no receipt within ${GIVE_UP_MS} ms after ${what} was killed. The server said:\n${saidBy(this.folder)}`,
      )
    }
    return recovered - killedAt
  }

  /** Lets the clients finish and stops the server in order. */
  async close(): Promise<void> {
    await this.load.stop()
    const gone = once(this.#server, 'exit')
    this.#server.kill('SIGTERM')
    await gone
  }

  /** The settings under which the drill may open the closed installation itself. */
  get environment(): BenchPlatform['environment'] {
    return this.#platform.environment
  }

  /** Whatever happened, nothing of it stays: no process, no folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.load.giveUp()
    if (this.#server.exitCode === null && this.#server.signalCode === null) await killServer(this.#server)
    try {
      killPostgres(this.folder)
    } catch {
      // It stopped in order, and its pid file with it.
    }
    await this.#platform[Symbol.asyncDispose]()
  }
}

const GIVE_UP_MS = 30_000
