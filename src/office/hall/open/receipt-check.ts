// The page that checks a receipt on the reader's own device; the worker of check.ts keeps it there. Without script its form
// is answered here.

import { examineWith, type ReceiptFinding, tidyReceipt } from '#kernel/log/receipt.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'

export function registerReceiptCheck(app: Http, hall: Hall): void {
  const { trust } = hall.receipts
  app.get('/verify/receipt', PUBLIC, (_request, reply) => show(hall, reply, 'receipt-check', { trust, found: null }))
  app.post('/verify/receipt', PUBLIC, async (request, reply) => {
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { text = '', vkey = '' } = post.texts
    if (text.trim() === '') return reply.redirect('/verify/receipt', 303)
    const found: ReceiptFinding = examineWith(
      tidyReceipt(text),
      { ...trust, vkey: vkey.trim() || trust.vkey },
      { hash: sha256, verify: verifyEd25519 },
    )
    return show(hall, reply, 'receipt-check', { trust, found })
  })
}
