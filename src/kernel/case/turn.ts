// One command's turn on a case: it records events, folds each into the state at once, and walks the case from step to
// step. Mutable only inside decide(); what leaves is the list of events and the state after them.

import type { Calendar } from '../calendar/calendar.ts'
import { modeNow } from '../calendar/clock.ts'
import { legalDateOf, type PlainDate } from '../calendar/plain-date.ts'
import { surroundingsOf } from '../material/rule.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { type Data, evaluate, isTrue, type Surroundings } from '../service/evaluate.ts'
import type { Expression } from '../service/expression.ts'
import { OUTCOMES, type Step } from '../service/step.ts'
import type { UnitTree } from '../unit/tree.ts'
import type { Actor, PersonRef } from './actor.ts'
import { spanEnd } from './due.ts'
import type { CaseEvent, EventBody, EventFrame, IssuedEntry } from './event.ts'
import { evolve } from './evolve.ts'
import type { CaseState } from './state.ts'

/** Everything a decision may depend on beside the definition, the state and the command. */
export interface Context {
  /** Instant, ISO 8601 in UTC. */
  readonly now: string
  readonly actor: Actor
  readonly calendar: Calendar
  readonly units: UnitTree
  /** Declared facts as looked up for this application. */
  readonly facts: Surroundings['facts']
  /** A fresh opaque code, unguessable; entries issued by this command derive their public codes from it. */
  readonly code: string
}

export class Turn {
  readonly definition: ServiceDefinition
  readonly context: Context
  readonly today: PlainDate
  readonly events: CaseEvent[] = []
  /** The absent officer in whose post the actor acts; set by the question whose office this is. */
  standsInFor: PersonRef | undefined
  #state: CaseState | null

  constructor(definition: ServiceDefinition, state: CaseState | null, context: Context) {
    this.definition = definition
    this.context = context
    this.today = legalDateOf(context.now)
    this.#state = state
  }

  /** The state so far. Throws before `submitted`: only the submit act may run then. */
  get state(): CaseState {
    if (this.#state === null) throw new Error('the case does not exist yet')
    return this.#state
  }

  get step(): Step {
    return this.definition.steps[this.state.at] as Step
  }

  /** Appends an event and folds it in. */
  record(body: EventBody, clock?: EventFrame['clock']): void {
    const { kind, id, name } = this.context.actor
    const event = {
      seq: (this.#state?.seq ?? 0) + 1,
      at: this.context.now,
      by: { kind, id, name, ...(this.standsInFor && { standsInFor: this.standsInFor }) },
      ...(clock && { clock }),
      ...body,
    }
    this.events.push(event)
    this.#state = evolve(this.#state, event)
  }

  /** Goes where the present step's outcome leads. */
  leave(outcome: string): void {
    this.enter((this.step.on as Record<string, string>)[outcome] as string)
  }

  /** Enters a step: passes over it when its condition does not hold, issues by itself, ends the case at an end. */
  enter(name: string): void {
    const step = this.definition.steps[name] as Step
    const branches =
      step.kind === 'all' ? Object.keys(step.branches).filter((one) => this.holds(step.branches[one]?.when)) : []
    if (!this.holds(step.when) || (step.kind === 'all' && branches.length === 0)) {
      this.enter((step.on as Record<string, string>)[OUTCOMES[step.kind][0] as string] as string)
      return
    }
    if (step.kind === 'end') {
      this.end(name)
      return
    }
    this.record({ type: 'entered', step: name, ...(step.kind === 'all' && { branches }) }, this.#clockOnEntering(name))
    if (step.kind === 'issue') {
      this.record({ type: 'issued', entries: step.entries.map((entry, index) => this.#issue(entry, index)) })
      this.leave('issued')
    }
  }

  /** Ends the case; a clock still open stops with it. */
  end(name: string): void {
    const step = this.definition.steps[name] as Step & { kind: 'end' }
    const open = modeNow(this.state.clock) === 'running' || modeNow(this.state.clock) === 'paused'
    this.record(
      { type: 'ended', outcome: name, result: step.result },
      open ? { mode: 'stopped', why: name } : undefined,
    )
  }

  /** Whether a condition of the declaration holds for this case; no condition always does. */
  holds(condition: Expression | undefined): boolean {
    return condition === undefined || isTrue(condition, this.surroundings())
  }

  surroundings(): Surroundings {
    return surroundingsOf(this.definition, this.state.form, this.context.facts)
  }

  /** The clock's change on entering a step, undefined when it goes on as it is. */
  #clockOnEntering(name: string): EventFrame['clock'] {
    const mode = modeNow(this.state.clock)
    const pauses = this.definition.limits.pausedAt.includes(name)
    if (pauses && (mode === 'running' || mode === 'paused')) return { mode: 'paused', why: name }
    if (mode === 'paused' && !pauses) return { mode: 'running', why: name }
    return undefined
  }

  #issue(entry: string, index: number): IssuedEntry {
    const spec = this.definition.entries[entry]
    if (!spec) throw new Error(`${this.definition.slug} issues the undeclared entry ${entry}`)
    const around = this.surroundings()
    const text = (value: Data) => {
      const unit = typeof value === 'string' ? this.context.units.get(value) : undefined
      return unit ? unit.name : String(value ?? '')
    }
    return {
      entry,
      title: spec.title,
      code: `${this.context.code}${this.state.entries.length + index}`,
      content: spec.content.map((row) => ({
        title: row.title,
        value: [text(evaluate(row.value, around)), row.unit].filter(Boolean).join(' '),
      })),
      validUntil: spec.valid && spanEnd(spec.valid, this.today, this.context.calendar),
    }
  }
}
