import { edited } from './edited.ts'

export const broke = '放样不合格又回去决定'
export const fails = 'clockBalanced'
export default edited({
  'steps.staking.on.failed': 'decide',
  'steps.decide.notSameAs': ['intake', 'objection', 'survey', 'joint', 'staking'],
})
