// English of the sentences that the floors below say, by the file of `src/` that says them: an island carries those of the
// files it was built from. A test holds every sentence against its file.

import type { Phrases } from '../phrases.ts'
import { caseRefusals } from './phrases/case-refusals.ts'
import { checks } from './phrases/checks.ts'
import { deskRefusals } from './phrases/desk-refusals.ts'
import { proofs } from './phrases/proofs.ts'

export const phrasesByFile: Readonly<Record<string, Phrases>> = {
  ...caseRefusals,
  ...checks,
  ...deskRefusals,
  ...proofs,
}
