// 中介超市 is five declarations: entering the market, a purchase, an intermediary's part in it, complaints, and standing.

import type { DeclaredService } from '../declared.ts'
import { firms, needs, offers } from './demo.ts'
import dispute from './dispute.ts'
import { disputeExamples, intermediaryExamples, standingExamples } from './examples.ts'
import { needExamples } from './examples-need.ts'
import { offerExamples } from './examples-offer.ts'
import intermediary from './intermediary.ts'
import need from './need.ts'
import offer from './offer.ts'
import { forNeeds, forOffers, plain } from './overlay-taishang.ts'
import standing from './standing.ts'
import { english } from './words-en.ts'

const folder = 'intermediary-market'

export const intermediaryMarket: readonly DeclaredService[] = [
  { folder, declaration: intermediary, overlays: [plain], examples: intermediaryExamples, english, demo: firms },
  { folder, declaration: need, overlays: [forNeeds], examples: needExamples, english, demo: needs },
  { folder, declaration: offer, overlays: [forOffers], examples: offerExamples, english, demo: offers },
  { folder, declaration: dispute, overlays: [plain], examples: disputeExamples, english },
  { folder, declaration: standing, overlays: [plain], examples: standingExamples, english },
]
