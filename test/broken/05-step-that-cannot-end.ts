import { edited } from './edited.ts'

export const broke = '放样不合格后等改图，改好改不好都接着等'
export const fails = 'terminating'
export default edited({
  'steps.staking.on.failed': 'redraw',
  'steps.redraw': {
    kind: 'await',
    title: '等改图',
    by: 'applicant',
    within: { days: 30, unit: 'naturalDays', source: { law: '区里规定' } },
    asks: '交来改好的图',
    on: { fulfilled: 'redraw', lapsed: 'redraw' },
  },
})
