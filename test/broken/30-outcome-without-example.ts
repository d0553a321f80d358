import { edited, SOUND } from './edited.ts'

export const broke = '收件之后先请乡镇窗口核对，没有一个示例走过这一步'
export const fails = 'examplesCover'
export default edited({
  'steps.intake.on.accepted': 'recheck',
  'steps.recheck': {
    kind: 'deliver',
    title: '转交乡镇',
    by: 'town.window',
    within: { days: 1, unit: 'workingDays' },
    on: { delivered: 'notice' },
  },
  'limits.pausedAt': [...SOUND.limits.pausedAt, 'recheck'],
})
