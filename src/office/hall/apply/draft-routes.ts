// Drafts for programs that draw their own forms: read, save, delete. Pages save through their own posts.

import { Type } from '@sinclair/typebox'
import { refusal } from '#kernel/refusal.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import { FormSchema, HandedMaterialSchema, handed } from '#office/cases/schemas.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { applicantOf, type Hall, PERSON } from '../hall.ts'
import { newDraft } from './apply-of.ts'
import { newKey } from './collect.ts'

const Service = Type.Object({ service: Type.String({ maxLength: 64 }) })
const DraftBody = Type.Object(
  {
    form: FormSchema,
    materials: Type.Array(HandedMaterialSchema, { maxItems: 100 }),
    section: Type.Optional(Type.String({ maxLength: 64, description: '填到哪一节' })),
  },
  { additionalProperties: false },
)
const tags = ['草稿']

export function registerDraftApi(app: Http, hall: Hall): void {
  app.get(
    '/api/drafts/:service',
    { ...PERSON, schema: { summary: '我的草稿', tags, params: Service } },
    async (request, reply) => {
      const applicant = await applicantOf(hall, { request, reply }, request.params.service)
      if (!applicant) return reply
      const draft = await hall.drafts.find(applicant.id, request.params.service)
      if (!draft || draft.submitted) return reply.code(204).send()
      const { form, materials, visited, savedAt } = draft
      return { form, materials, section: visited.at(-1) ?? null, savedAt }
    },
  )
  app.put(
    '/api/drafts/:service',
    { ...PERSON, schema: { summary: '存草稿', tags, params: Service, body: DraftBody } },
    async (request, reply) => {
      const definition = hall.desk.catalogue.current(request.params.service)
      if (!definition) {
        return sendProblem(reply, problemOfRefusal(refusal('SERVICE_NOT_FOUND', { service: request.params.service })))
      }
      const applicant = await applicantOf(hall, { request, reply }, request.params.service)
      if (!applicant) return reply
      const { form, materials, section } = request.body
      const saved = await hall.drafts.change(applicant.id, definition.slug, (found) => {
        const base = found && !found.submitted ? found : newDraft(definition, newKey(hall), undefined)
        const visited =
          section === undefined ? base.visited : [...base.visited.filter((part) => part !== section), section]
        return { ...base, form: form as Data, materials: handed(materials), visited }
      })
      return { savedAt: saved?.savedAt }
    },
  )
  app.delete(
    '/api/drafts/:service',
    { ...PERSON, schema: { summary: '删除草稿', tags, params: Service } },
    async (request, reply) => {
      const applicant = await applicantOf(hall, { request, reply }, request.params.service)
      if (!applicant) return reply
      await hall.drafts.change(applicant.id, request.params.service, () => null)
      return reply.code(204).send()
    },
  )
}
