// 落户有奖 is three declarations that belong together: the policy, the claim, and taking back what was had wrongly.

import type { DeclaredService } from '../declared.ts'
import { claimExamples, policyExamples, recoveryExamples } from './examples.ts'
import { taishang } from './overlay-taishang.ts'
import policy from './policy.ts'
import recovery from './recovery.ts'
import reward from './service.ts'
import { english } from './words-en.ts'

const folder = 'settlement-reward'
const overlays = [taishang]
export const settlementReward: readonly DeclaredService[] = [
  { folder, declaration: reward, overlays, examples: claimExamples, english },
  { folder, declaration: policy, overlays, examples: policyExamples, english },
  { folder, declaration: recovery, overlays, examples: recoveryExamples, english },
]
