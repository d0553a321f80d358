// One command's turn on a case: it records events, folds each into the state at once, and walks the case from step to
// step. Mutable only inside decide(); what leaves is the list of events and the state after them.

import type { Calendar } from '../calendar/calendar.ts'
import { modeNow } from '../calendar/clock.ts'
import { legalDateOf, type PlainDate, parsePlainDate } from '../calendar/plain-date.ts'
import { fill } from '../fill.ts'
import { figuresOf } from '../material/rule.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { type Data, evaluate, isTrue, type Surroundings } from '../service/evaluate.ts'
import type { Expression } from '../service/expression.ts'
import { firstTargetOf, targetOf } from '../service/model.ts'
import type { Opens, Step } from '../service/step.ts'
import type { UnitTree } from '../unit/tree.ts'
import type { Actor, PersonRef } from './actor.ts'
import { spanEnd } from './due.ts'
import type { CaseEvent, EventBody, EventFrame, IssuedEntry } from './event.ts'
import { evolve } from './evolve.ts'
import { filledForm } from './filled-form.ts'
import { routeOf } from './route.ts'
import type { CaseState } from './state.ts'
import { aroundCase } from './surroundings.ts'

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

const mapOf = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))

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
    const opens = this.step.opens?.[outcome]
    if (opens) this.#open(opens)
    this.enter(targetOf(this.step, outcome) as string)
  }

  /** Notes the cases of an office that this one opens, filled in; the reader of the stream hands them in. */
  #open({ service, title, each, form, from }: Opens): void {
    const around = this.surroundings()
    const elements = each === undefined ? [undefined] : evaluate(each, around)
    const forms = (Array.isArray(elements) ? elements : []).map((item: Data) =>
      filledForm(Object.entries(form).map(([path, one]) => [path, evaluate(one, around, item)])),
    )
    if (forms.length > 0) this.record({ type: 'opened', service, title, from: from ?? null, forms })
  }

  /** Enters a step: passes over it when its condition does not hold, issues by itself, ends the case at an end. */
  enter(name: string): void {
    const step = this.definition.steps[name] as Step
    const branches = this.#branchesOf(step)
    if (!this.holds(step.when) || branches?.length === 0) {
      this.enter(firstTargetOf(step) as string)
      return
    }
    if (step.kind === 'end') {
      this.end(name)
      return
    }
    this.record({ type: 'entered', step: name, ...(branches && { branches }) }, this.#clockOnEntering(name, step))
    this.#happen(step)
  }

  /** What a step does by itself on being entered. */
  #happen(step: Step): void {
    switch (step.kind) {
      case 'issue': {
        const changes = (step.changes ?? []).map(({ register, to, match }) => ({
          register,
          to,
          match: this.#values(match),
        }))
        const entries = step.entries.map((entry, index) => this.#issue(entry, index))
        this.record({ type: 'issued', entries, ...(changes.length > 0 && { changes }) })
        this.leave('issued')
        return
      }
      case 'choose': {
        const outcome = step.cases.find((one) => this.holds(one.when))?.outcome ?? step.otherwise
        this.record({ type: 'chosen', outcome }, this.stopping(outcome))
        this.leave(outcome)
        return
      }
      case 'route': {
        const found = routeOf(step, this.surroundings(), this.context.units)
        this.record({ type: 'routed', ...found })
        this.leave(found.unit === null ? 'unrouted' : 'routed')
        return
      }
      case 'pay': {
        const amount = evaluate(step.amount, this.surroundings())
        this.record({ type: 'paymentDue', amount: Number.isSafeInteger(amount) ? (amount as number) : null })
        return
      }
      case 'await':
        this.ask()
        return
    }
  }

  /** Goes on when what the case waits for has come about. */
  ask(): void {
    const { step } = this
    if (step.kind !== 'await' || step.until === undefined || !this.holds(step.until)) return
    this.record({ type: 'awaited' })
    this.leave('fulfilled')
  }

  /** The roads of a parallel step in this case; undefined for other kinds. */
  #branchesOf(step: Step): readonly string[] | undefined {
    if (step.kind === 'all') return Object.keys(step.branches).filter((one) => this.holds(step.branches[one]?.when))
    return step.kind === 'each' ? this.state.assigned.co : undefined
  }

  /** The first rule that forbids leaving the step by an outcome, as a refusal; `filled`: what is being filled in now. */
  guard(outcome: string, filled?: Data): Refusal | null {
    const around = this.surroundings()
    const { own } = around
    const seen =
      filled === undefined || !own
        ? around
        : { ...around, own: { ...own, filled: { ...(own.filled as object), [this.state.at]: filled } } }
    const broken = this.step.guards?.[outcome]?.find((rule) => isTrue(rule.when, seen))
    if (!broken) return null
    const figures = figuresOf(broken, seen)
    return refusal('GUARD_BROKEN', { says: fill(broken.say, figures), remedy: fill(broken.remedy, figures) })
  }

  /** The change of the clock that leaving the step by an outcome brings, where the promise stops at this step. */
  stopping(outcome: string): EventFrame['clock'] {
    const { stops, stopsBy } = this.definition.limits
    const isOpen = modeNow(this.state.clock) === 'running' || modeNow(this.state.clock) === 'paused'
    const isStop = this.state.at === stops && this.step.kind !== 'decide' && (stopsBy?.includes(outcome) ?? true)
    return isStop && isOpen ? { mode: 'stopped', why: stops } : undefined
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
    return aroundCase(this.definition, this.state, this.context.facts, this.context.now)
  }

  /** The clock's change on entering a step, undefined when it goes on as it is. */
  #clockOnEntering(name: string, { kind }: Step): EventFrame['clock'] {
    const mode = modeNow(this.state.clock)
    if (mode === null && name === this.definition.limits.starts && kind !== 'intake')
      return { mode: 'running', why: name }
    const pauses = this.definition.limits.pausedAt.includes(name)
    if (pauses && (mode === 'running' || mode === 'paused')) return { mode: 'paused', why: name }
    if (mode === 'paused' && !pauses) return { mode: 'running', why: name }
    return undefined
  }

  #values(expressions: Readonly<Record<string, Expression>>): Record<string, Data> {
    const around = this.surroundings()
    return mapOf(expressions, (one) => evaluate(one, around) ?? null)
  }

  #issue(entry: string, index: number): IssuedEntry {
    const spec = this.definition.entries[entry]
    if (!spec) throw new Error(`${this.definition.slug} issues the undeclared entry ${entry}`)
    const around = this.surroundings()
    const text = (value: Data) => {
      const unit = typeof value === 'string' ? this.context.units.get(value) : undefined
      return unit ? unit.name : String(value ?? '')
    }
    const data = spec.data && this.#values(mapOf(spec.data, ({ value }) => value))
    const unique = spec.unique?.map((one) => evaluate(one, around))
    const known = spec.validUntil === undefined ? null : parsePlainDate(evaluate(spec.validUntil, around))
    return {
      entry,
      title: spec.title,
      code: `${this.context.code}${this.state.entries.length + index}`,
      content: spec.content.map((row) => ({
        title: row.title,
        value: [text(evaluate(row.value, around)), row.unit].filter(Boolean).join(' '),
      })),
      validUntil: known ?? (spec.valid && spanEnd(spec.valid, this.today, this.context.calendar)),
      ...(data && { data }),
      ...(unique?.every((one) => one !== undefined) && { unique: JSON.stringify(unique) }),
    }
  }
}
