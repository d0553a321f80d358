// Simplified Chinese: the source language of every text.

import { apply } from './zh-Hans/apply.ts'
import { bookPartWords } from './zh-Hans/book-parts.ts'
import { budgetWords } from './zh-Hans/budget.ts'
import { cabinetWords } from './zh-Hans/cabinet.ts'
import { caseWords } from './zh-Hans/case.ts'
import { catalogue } from './zh-Hans/catalogue.ts'
import { console } from './zh-Hans/console.ts'
import { consoleLanguageWords } from './zh-Hans/console-language.ts'
import { deskWords } from './zh-Hans/desk.ts'
import { drawWords } from './zh-Hans/draws.ts'
import { evaluationWords } from './zh-Hans/evaluation.ts'
import { frame } from './zh-Hans/frame.ts'
import { guide } from './zh-Hans/guide.ts'
import { inboxWords } from './zh-Hans/inbox.ts'
import { kiosk } from './zh-Hans/kiosk.ts'
import { languageWords } from './zh-Hans/language.ts'
import { place } from './zh-Hans/place.ts'
import { progress } from './zh-Hans/progress.ts'
import { projectWords } from './zh-Hans/project.ts'
import { proofWords } from './zh-Hans/proof.ts'
import { publicWords } from './zh-Hans/public.ts'
import { receiptWords } from './zh-Hans/receipt.ts'
import { registerWords } from './zh-Hans/register.ts'
import { seasonWords } from './zh-Hans/season.ts'
import { seatWords } from './zh-Hans/seat.ts'
import { signingWords } from './zh-Hans/signing.ts'
import { statistics } from './zh-Hans/statistics.ts'
import { ui } from './zh-Hans/ui.ts'
import { workbenchWords } from './zh-Hans/workbench.ts'

/** What citizens and the public read: said in every language. */
export const citizenWords = {
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
} as const

/** Everything, with the words of the officers' console. */
export const zhHans = {
  ...citizenWords,
  ...console,
  ...caseWords,
  ...deskWords,
  ...budgetWords,
  ...drawWords,
  ...workbenchWords,
  ...consoleLanguageWords,
  ...bookPartWords,
  ...evaluationWords,
  ...registerWords,
  ...seasonWords,
  ...signingWords,
  ...projectWords,
} as const
