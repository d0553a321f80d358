// The addresses at which targets get their evidence and projects their self-evaluation: proofs handed in and reviewed, scores
// recorded, the report as a document.
import { Type } from '@sinclair/typebox'
import { proofActsFor } from '#engines/indicators/proof.ts'
import { asOfficer } from '#kernel/case/actor.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import type { AuthoringRouteOptions } from './authoring-routes.ts'
import type { BudgetDesk } from './desk.ts'
import { evaluationList, evaluationView, recordEvaluation } from './evaluations.ts'
import { setReportPdf } from './pdf.ts'
import { proofsOf, takeProofStep } from './proofs.ts'

type ActorOf = Pick<AuthoringRouteOptions, 'actorOf'>

const OFFICERS = { config: { policy: 'officer' } } as const
const PROVERS = { config: { policy: { roles: ['bureau.author', 'bureau.finance'] } } }
const AUTHORS = { config: { policy: { roles: ['bureau.author'] } } }

const tags = ['绩效']
const strict = { additionalProperties: false } as const
const Target = Type.Object({ id: Type.String({ pattern: '^L\\d{1,7}$' }) })
const TargetFile = Type.Object({
  id: Type.String({ pattern: '^L\\d{1,7}$' }),
  name: Type.String({ pattern: '^[A-Za-z0-9_-]{16,128}$' }),
})
const Project = Type.Object({ n: Type.String({ pattern: '^[1-9]\\d{0,2}$' }) })
const Recorded = Type.Object({
  n: Type.String({ pattern: '^[1-9]\\d{0,2}$' }),
  seq: Type.String({ pattern: '^[1-9]\\d{0,5}$' }),
})
const Level = Type.Union((['achieved', 'partly', 'notAchieved'] as const).map((level) => Type.Literal(level)))
const Finding = Type.Union([
  Type.Object({ figure: Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,4})?$' }) }, strict),
  Type.Object({ level: Level, percent: Type.Integer({ minimum: 0, maximum: 100 }) }, strict),
])
const ProofStep = Type.Object(
  {
    act: Type.Union((['upload', 'accept', 'refuse'] as const).map((act) => Type.Literal(act))),
    seen: Type.Integer({ minimum: 0 }),
    note: Type.String({ maxLength: 500 }),
    file: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{16,128}$' })),
    fileName: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    finding: Type.Optional(Finding),
  },
  strict,
)
const Explanation = Type.Object(
  {
    id: Type.String({ pattern: '^L\\d{1,7}$' }),
    cause: Type.Union((['targetTooLow', 'other'] as const).map((cause) => Type.Literal(cause))),
    words: Type.String({ maxLength: 1000 }),
  },
  strict,
)
const Evaluation = Type.Object(
  {
    seen: Type.Integer({ minimum: 0 }),
    paid: Type.Integer({ minimum: 0, maximum: 10 ** 12 }),
    explanations: Type.Array(Explanation, { maxItems: 100 }),
  },
  strict,
)

export function registerEvidence(app: Http, desk: BudgetDesk, { actorOf }: ActorOf): void {
  registerProofs(app, desk, { actorOf })
  registerEvaluations(app, desk, { actorOf })
}

function registerProofs(app: Http, { proofs }: BudgetDesk, { actorOf }: ActorOf): void {
  app.get(
    '/api/indicators/:id/proof',
    { ...OFFICERS, schema: { summary: '一项目标的佐证和复核经过', tags, params: Target } },
    async (request) => {
      const officer = asOfficer(await actorOf(request))
      const history = (await proofsOf(proofs, (await proofs.bookOf()).year)).get(request.params.id) ?? []
      const may = proofActsFor(
        history,
        officer.id,
        officer.posts.map(({ role }) => role),
      )
      return { history, may }
    },
  )
  app.post(
    '/api/indicators/:id/proof',
    { ...PROVERS, schema: { summary: '上传佐证，或复核', tags, params: Target, body: ProofStep } },
    async (request, reply) => {
      const officer = asOfficer(await actorOf(request))
      const taken = await takeProofStep(proofs, request.params.id, officer, request.body)
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken.value
    },
  )
  app.get(
    '/api/indicators/:id/proof/:name',
    { ...OFFICERS, schema: { summary: '佐证文件', tags, params: TargetFile } },
    async (request, reply) => {
      const { id, name } = request.params
      const history = (await proofsOf(proofs, (await proofs.bookOf()).year)).get(id) ?? []
      const kept = history.find(({ proof }) => proof?.file === name)
      const file = kept && (await proofs.blobs.open(name))
      if (!file) return sendProblem(reply, problemOf('NOT_FOUND'))
      const disposition = file.type === 'image/jpeg' ? 'inline' : 'attachment; filename="proof.pdf"'
      const headers = { 'content-disposition': disposition, 'cache-control': 'private, max-age=300' }
      return reply.type(file.type).headers(headers).send(file.content)
    },
  )
}

function registerEvaluations(app: Http, { evaluations }: BudgetDesk, { actorOf }: ActorOf): void {
  app.get('/api/budget/evaluations', { ...OFFICERS, schema: { summary: '各项目的自评', tags } }, () =>
    evaluationList(evaluations),
  )
  app.get(
    '/api/budget/evaluations/:n',
    { ...OFFICERS, schema: { summary: '一个项目的自评', tags, params: Project } },
    async (request, reply) => {
      const seen = await evaluationView(evaluations, Number(request.params.n))
      return 'problem' in seen ? sendProblem(reply, seen.problem) : seen.value
    },
  )
  app.post(
    '/api/budget/evaluations/:n',
    { ...AUTHORS, schema: { summary: '记一次自评', tags, params: Project, body: Evaluation } },
    async (request, reply) => {
      const officer = asOfficer(await actorOf(request))
      const kept = await recordEvaluation(evaluations, Number(request.params.n), officer, request.body)
      return 'problem' in kept ? sendProblem(reply, kept.problem) : kept.value
    },
  )
  app.get(
    '/api/budget/evaluations/:n/:seq/report.pdf',
    { ...OFFICERS, schema: { summary: '自评报告（PDF）', tags, params: Recorded } },
    async (request, reply) => {
      const seen = await evaluationView(evaluations, Number(request.params.n))
      const kept =
        'value' in seen ? seen.value.history.find(({ seq }) => seq === Number(request.params.seq)) : undefined
      if (!kept) return sendProblem(reply, problemOf('NOT_FOUND'))
      const typeset = await setReportPdf(kept)
      if ('complaint' in typeset) return sendProblem(reply, problemOf('NOT_FOUND', { detail: typeset.complaint }))
      const headers = { 'content-disposition': `attachment; filename="self-evaluation-${request.params.n}.pdf"` }
      return reply.type('application/pdf').headers(headers).send(typeset.pdf)
    },
  )
}
