import { edited } from './edited.ts'

export const broke = '要身份证，没有一步看它'
export const fails = 'materialsUsed'
export default edited({
  'steps.intake.examines': ['household-register', 'use-commitment', 'neighbours-opinion', 'existing-certificate'],
})
