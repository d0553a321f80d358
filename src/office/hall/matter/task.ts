// A step that is the applicant's: its form and its outcomes on one page. Posted back it is a command; what is wrong comes
// back beside the field.

import { tellingsOf } from '#kernel/case/tells.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import { decodeForm, encodeForm } from '#kernel/form/posted-form.ts'
import { textOfRefusal } from '#kernel/refusal.ts'
import type { TaskStep } from '#kernel/service/step.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { villageGroups } from '../apply/apply-of.ts'
import { choicesFor } from '../apply/choices.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PERSON } from '../hall.ts'
import { show } from '../page.ts'
import { CaseId, give, listsOf, type Matter, matterOf } from './matter.ts'
import { keyOfAct, matterBase } from './matter-of.ts'
import type { TaskData } from './task-of.ts'

export function registerTasks(app: Http, hall: Hall): void {
  const options = { ...PERSON, schema: { params: CaseId } }
  app.get('/my/cases/:id/task', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const step = taskOf(matter)
    if (!step) return reply.redirect(matterBase(matter.view.id), 303)
    const before = matter.view.state.filled[matter.view.state.at] ?? {}
    return show(hall, reply, 'task', await pageOf(hall, matter, step, encodeForm(step.form, before)))
  })
  app.post('/my/cases/:id/task', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const step = taskOf(matter)
    if (!step) return reply.redirect(matterBase(matter.view.id), 303)
    const { outcome = '', note = '', ...texts } = post.texts
    const form = decodeForm(step.form, texts)
    const handled = await give(hall, matter, { type: 'complete', outcome, form, note: note.slice(0, 2000) })
    if (handled.ok) return reply.redirect(matterBase(matter.view.id), 303)
    const { reason, remedy } = textOfRefusal(handled.refusal)
    const faults =
      handled.refusal.faults.length > 0
        ? handled.refusal.faults.map(({ path, message }) => ({ path, message }))
        : [{ path: PLACES[handled.refusal.code] ?? 'outcome', message: `${reason}。${remedy}` }]
    const page = await pageOf(hall, matter, step, { ...texts, outcome, note })
    return show(hall, reply, 'task', { ...page, faults }, { status: 422 })
  })
}

/** Where a refusal that is about no field is said. */
const PLACES: Readonly<Record<string, string>> = { REASON_MISSING: 'note' }

function taskOf({ view, world }: Matter): TaskStep | undefined {
  const step = world.definition.steps[view.state.at]
  return !view.state.ended && step?.kind === 'task' && step.by === 'applicant' ? step : undefined
}

async function pageOf(hall: Hall, { view, world }: Matter, step: TaskStep, posted: Posted): Promise<TaskData> {
  const outcomes = Object.entries(step.outcomes)
    .filter(([name]) => name !== step.lapses)
    .map(([value, title]) => ({ value, title }))
  return {
    base: matterBase(view.id),
    title: world.definition.title,
    heading: step.asks ?? step.title,
    told: tellingsOf(world.definition, view.state, world.units),
    form: step.form,
    outcomes,
    reasoned: step.reasoned.length > 0,
    posted: outcomes.length === 1 ? { outcome: outcomes[0]?.value ?? '', ...posted } : posted,
    faults: [],
    villages: villageGroups(hall.desk.catalogue.units),
    choices: await choicesFor(hall, step.form),
    lists: await listsOf(hall, { view, world }),
    key: keyOfAct('complete', view),
  }
}
