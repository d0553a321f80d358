// English, for citizens' and public pages. Every text of theirs stands here; a missing one does not compile.

import { apply } from './en/apply.ts'
import { cabinetWords } from './en/cabinet.ts'
import { catalogue } from './en/catalogue.ts'
import { frame } from './en/frame.ts'
import { guide } from './en/guide.ts'
import { inboxWords } from './en/inbox.ts'
import { kiosk } from './en/kiosk.ts'
import { languageWords } from './en/language.ts'
import { place } from './en/place.ts'
import { progress } from './en/progress.ts'
import { proofWords } from './en/proof.ts'
import { publicWords } from './en/public.ts'
import { receiptWords } from './en/receipt.ts'
import { seatWords } from './en/seat.ts'
import { statistics } from './en/statistics.ts'
import { ui } from './en/ui.ts'
import type { citizenWords } from './zh-Hans.ts'

export const en: Readonly<Record<keyof typeof citizenWords, string>> = {
  ...frame,
  ...ui,
  ...guide,
  ...catalogue,
  ...place,
  ...kiosk,
  ...apply,
  ...progress,
  ...inboxWords,
  ...publicWords,
  ...proofWords,
  ...receiptWords,
  ...languageWords,
  ...seatWords,
  ...cabinetWords,
  ...statistics,
}
