// The shapes of the case API: they validate what comes in, and /openapi.json is made from them.

import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox'
import type { Command } from '#kernel/case/command.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'

const shape = <P extends Record<string, TSchema>>(properties: P): TObject<P> =>
  Type.Object(properties, { additionalProperties: false })

const words = (description: string, maxLength = 2000) => Type.String({ description, maxLength })
/** Words that say something. */
const said = (description: string, maxLength: number) => Type.String({ description, maxLength, pattern: '\\S' })
const fileRef = Type.String({ pattern: '^[A-Za-z0-9_-]{16,128}$', description: '上传后得到的文件编号' })

const kind = Type.String({ maxLength: 64 })
const name = Type.Optional(Type.String({ maxLength: 200 }))

/** What can be handed in: a file, or a paper to be shown. What comes from a registry or the cabinet we fetch ourselves. */
export const HandedMaterialSchema = Type.Unsafe<HandedMaterial>({
  type: 'object',
  required: ['origin'],
  discriminator: { propertyName: 'origin' },
  oneOf: [
    shape({ kind, origin: Type.Literal('upload'), file: fileRef, name }),
    shape({ kind, origin: Type.Literal('paper'), name }),
  ],
})
const materials = Type.Array(HandedMaterialSchema, { maxItems: 100 })

/** A filled form: checked against its declaration by the kernel, field by field. */
export const FormSchema = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), {
  description: '按事项声明填写的表',
})

const AskedSchema = shape({
  field: Type.Optional(Type.String({ maxLength: 200 })),
  material: Type.Optional(Type.String({ maxLength: 64 })),
  reason: words('为什么要补', 500),
})
const asked = Type.Array(AskedSchema, { maxItems: 50 })
const seen = Type.Optional(
  Type.String({ maxLength: 64, description: '您看到的步骤；与现在不同就拒绝，并说明谁办了什么' }),
)
const day = Type.String({ format: 'date' })
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: '文件的 SHA-256' })
const command = <T extends string, P extends Record<string, TSchema>>(type: T, properties: P) =>
  shape({ type: Type.Literal(type), ...properties })

const COMMANDS = [
  command('accept', {
    note: words('受理说明'),
    deferral: Type.Optional(shape({ materials: Type.Array(Type.String({ maxLength: 64 })), until: day })),
    seen,
  }),
  command('refuse', {
    ground: Type.Union([Type.Literal('notRequired'), Type.Literal('notCompetent')]),
    reason: words('理由'),
    seen,
  }),
  command('requestSupplement', { asked, seen }),
  command('supplement', { form: FormSchema, materials }),
  command('opine', {
    branch: Type.Optional(Type.String({ maxLength: 64 })),
    verdict: Type.Union([Type.Literal('agree'), Type.Literal('disagree'), Type.Literal('return')]),
    opinion: words('意见'),
    asked: Type.Optional(asked),
    seen,
  }),
  command('mend', {
    branch: Type.String({ maxLength: 64 }),
    form: FormSchema,
    materials,
    note: words('改了什么'),
    seen,
  }),
  command('attend', {
    result: Type.Union([Type.Literal('pass'), Type.Literal('fail')]),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    photos: Type.Array(fileRef, { maxItems: 20 }),
    note: words('所见'),
    signature: Type.Optional(fileRef),
    seen,
  }),
  command('fulfil', { note: words('说明'), files: Type.Array(fileRef, { maxItems: 20 }), seen }),
  command('decide', {
    verdict: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
    reason: words('理由'),
    seen,
  }),
  command('deliver', { how: words('送达方式', 200), seen }),
  command('suspend', { ground: Type.String({ maxLength: 64 }), notice: words('告知书'), seen }),
  command('resume', {}),
  command('extend', { reason: words('延期理由') }),
  command('keepDeferral', { materials }),
  command('askExtension', { reason: words('要延期的理由') }),
  command('declineExtension', { reason: words('不同意的理由') }),
  command('complete', {
    outcome: Type.String({ maxLength: 64 }),
    form: FormSchema,
    note: words('说明'),
    seen,
  }),
  command('preparePayment', { batch: Type.String({ maxLength: 64 }), hash: sha256, seen }),
  command('releasePayment', { seen }),
  command('returnPayment', { reason: words('退回理由'), seen }),
  command('answerPayment', {
    paid: Type.Boolean(),
    reference: words('银行流水号', 200),
    reason: words('没有付成的原因'),
    seen,
  }),
  command('find', {
    succeeded: Type.Boolean(),
    name: words('抽选或派位的名称', 200),
    hash: Type.Union([sha256, Type.Literal('')]),
    chosen: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 10_000 }),
    reason: words('没有结果的原因'),
    seen,
  }),
  command('withdraw', { reason: words('撤回原因') }),
  command('terminate', { reason: words('终止理由') }),
  command('rate', {
    level: Type.Integer({ minimum: 1, maximum: 5, description: '5 非常满意 … 1 非常不满意' }),
    reasons: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 10 }),
    text: words('说说看', 1000),
  }),
] as const

/** Commands that callers may send; `submit` has its own route, `wake` and `compare` are the platform's, `object` comes from the public. */
export type SentCommand = Exclude<Command, { type: 'submit' | 'wake' | 'object' | 'compare' }>

export const CommandSchema = Type.Unsafe<SentCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: COMMANDS,
})

export const SubmissionSchema = shape({ service: Type.String({ maxLength: 64 }), form: FormSchema, materials })
export const ObjectionSchema = shape({
  objector: said('姓名', 60),
  contact: said('联系电话', 60),
  reason: said('异议的理由', 2000),
})
export const ApplicationSchema = shape({ form: FormSchema, materials })

export const ReceiptSchema = shape({
  caseId: Type.String(),
  caseNo: Type.String(),
  queryCode: Type.String(),
  seq: Type.Integer(),
  at: Type.String(),
  events: Type.Array(Type.String()),
})

/** Materials of a parsed request, typed as the kernel wants them. */
export const handed = (list: Static<typeof materials>): readonly HandedMaterial[] => list as readonly HandedMaterial[]
