// The load of the drill: people and an officer walking cases over HTTP, each command under a key of its own. A command
// whose outcome is unknown (a cut connection, an answer of 5xx) is sent again with the same key until it is known.

import { setTimeout as sleep } from 'node:timers/promises'
import { applicationOf, paper } from '../../bench/support/application.ts'
import { type Answer, HttpConnection } from '../../bench/support/http-client.ts'

/** One command as a client sent it. */
export interface SentCommand {
  readonly key: string
  readonly path: string
  readonly session: string
  readonly body: string
}

/** A command and the receipt the client was given for it. */
export interface Acknowledged extends SentCommand {
  readonly receipt: Receipt
}

export interface Receipt {
  readonly caseId: string
  readonly caseNo: string
  readonly queryCode: string
  readonly seq: number
  readonly at: string
  readonly events: readonly string[]
}

export interface People {
  readonly persons: readonly { readonly id: string; readonly token: string }[]
  readonly agent: string
}

/** What all clients together know. */
export class Load {
  readonly acknowledged: Acknowledged[] = []
  /** Commands whose outcome was unknown at least once. */
  unknown = 0
  /** Answers of 4xx: none is expected, because nobody else acts on these cases. */
  readonly refused: string[] = []
  readonly #port: number
  readonly #people: People
  #isGivenUp = false
  readonly #name: string
  #serial = 0
  #isStopping = false
  #clients: Promise<void>[] = []
  #heard: { readonly since: number; readonly tell: (at: number) => void }[] = []

  constructor(options: { readonly port: number; readonly people: People; readonly name: string }) {
    this.#port = options.port
    this.#people = options.people
    this.#name = options.name
  }

  start(): void {
    this.#clients = this.#people.persons.map((person) => this.#walkCases(person))
  }

  /** Lets every client finish its command, unknown outcomes included. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all(this.#clients)
  }

  /** Leaves every client where it is, what it waits for included: nobody will answer any more. */
  giveUp(): void {
    this.#isStopping = true
    this.#isGivenUp = true
  }

  /** Resolves with the moment of the first receipt for something sent after `since` (both of `performance.now()`). */
  nextReceipt(since: number): Promise<number> {
    return new Promise((tell) => this.#heard.push({ since, tell }))
  }

  /** Sends a command over a connection of its own, as a client does that was told nothing. */
  async repeat(command: SentCommand): Promise<Answer> {
    const connection = await HttpConnection.open(this.#port)
    try {
      return await post(connection, command)
    } finally {
      connection.close()
    }
  }

  async #walkCases(person: People['persons'][number]): Promise<void> {
    const line = new Line(this.#port)
    const { agent } = this.#people
    while (!this.#isStopping) {
      const application = applicationOf(this.#serial)
      const opened = await this.#send(line, '/api/cases', person.token, application)
      if (!opened) continue
      const path = `/api/cases/${opened.caseId}/commands`
      const steps: [string, object][] = [
        [agent, { type: 'requestSupplement', asked: [{ material: 'house-plan', reason: '缺设计图' }], seen: 'intake' }],
        [person.token, { type: 'supplement', form: application.form, materials: paper(['house-plan']) }],
        [agent, { type: 'accept', note: '', seen: 'intake' }],
        [person.token, { type: 'withdraw', reason: '演练' }],
      ]
      for (const [session, body] of steps) {
        if (this.#isStopping || !(await this.#send(line, path, session, body))) break
      }
    }
    line.close()
  }

  /** Sends until the outcome is known; null when it was refused. */
  async #send(line: Line, path: string, session: string, body: object): Promise<Receipt | null> {
    this.#serial += 1
    const command = { key: `drill-${this.#name}-${this.#serial}`, path, session, body: JSON.stringify(body) }
    for (let attempt = 0; ; attempt += 1) {
      const sentAt = performance.now()
      const answer = await line.try(command)
      if (answer && answer.status < 300) {
        const receipt = JSON.parse(answer.body) as Receipt
        this.acknowledged.push({ ...command, receipt })
        this.#tell(sentAt)
        return receipt
      }
      if (answer && answer.status < 500) {
        this.refused.push(`${command.key} ${path}: ${answer.status} ${answer.body}`)
        return null
      }
      if (this.#isGivenUp) return null
      if (attempt === 0) this.unknown += 1
      await sleep(25)
    }
  }

  #tell(sentAt: number): void {
    const due = this.#heard.filter(({ since }) => sentAt > since)
    this.#heard = this.#heard.filter(({ since }) => sentAt <= since)
    for (const { tell } of due) tell(performance.now())
  }
}

/** A client's connection, opened anew when it was cut. */
class Line {
  readonly #port: number
  #connection: HttpConnection | undefined

  constructor(port: number) {
    this.#port = port
  }

  /** The answer, or null when the connection failed at any point. */
  async try(command: SentCommand): Promise<Answer | null> {
    try {
      this.#connection ??= await HttpConnection.open(this.#port)
      return await post(this.#connection, command)
    } catch {
      this.close()
      return null
    }
  }

  close(): void {
    this.#connection?.close()
    this.#connection = undefined
  }
}

function post(connection: HttpConnection, { key, path, session, body }: SentCommand): Promise<Answer> {
  const headers = `cookie: session=${session}\r\nidempotency-key: ${key}\r\nsec-fetch-site: same-origin\r\n`
  return connection.post(path, headers, body)
}
