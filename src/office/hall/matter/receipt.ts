// A person's receipt of one step: what it proves in words, a code that another phone checks, and the file to keep.

import { deflateSync } from 'node:zlib'
import { Type } from '@sinclair/typebox'
import { examineWith } from '#kernel/log/receipt.ts'
import { formatReceiptCode, splitReceipt } from '#kernel/log/receipt-code.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import { type Hall, isCaseId, PERSON, personOf } from '../hall.ts'
import { show } from '../page.ts'
import { matterBase } from './matter-of.ts'

const Step = Type.Object({
  id: Type.String({ maxLength: 64 }),
  seq: Type.String({ pattern: '^[1-9]\\d{0,8}$' }),
})

/** Bytes that a QR code of version 30 holds at level L: what a phone still reads from another phone's screen. */
export const CODE_BYTES = 1732

/** Packed words are told by two bytes; an event with more than that is read from its file. */
const MAX_PACKED = 0xffff

export function registerReceipts(app: Http, hall: Hall): void {
  app.get('/my/cases/:id/receipts/:seq/view', { ...PERSON, schema: { params: Step } }, async (request, reply) => {
    const { id, seq } = request.params
    const { actor } = await personOf(hall, request)
    const made = isCaseId(id) ? await hall.receipts.of(actor, { caseId: id, seq: Number(seq) }) : null
    if (made === null) return sendProblem(reply, problemOf('NOT_FOUND'))
    const base = matterBase(id)
    const { trust } = hall.receipts
    const page = { base, seq: Number(seq), vkey: trust.vkey }
    reply.header('cache-control', 'private, no-store')
    if (made === 'waits') return show(hall, reply, 'receipt', { ...page, receipt: null })
    const link = receiptLink(hall.baseUrl, made.text)
    return show(hall, reply, 'receipt', {
      ...page,
      receipt: {
        finding: examineWith(made.text, trust, { hash: sha256, verify: verifyEd25519 }),
        link: link ?? `${hall.baseUrl}/verify/receipt`,
        fitsCode: link !== null && link.length <= CODE_BYTES,
        file: `${base}/receipts/${seq}`,
        fileName: made.fileName,
      },
    })
  })
}

/** Address of the checking page with the receipt behind its `#`; null when it cannot be told so short. */
export function receiptLink(baseUrl: string, text: string): string | null {
  const parts = splitReceipt(text)
  const packed = parts && deflateSync(parts.words, { level: 9 })
  if (!packed || packed.length > MAX_PACKED) return null
  return `${baseUrl}/verify/receipt#${formatReceiptCode(packed, parts.noise)}`
}
