import { edited } from './edited.ts'

export const broke = '公示之后就付款，还没有人批准'
export const fails = 'moneyGuarded'
export const covers = ['subsidy.paid', 'subsidy.unpaid']
export default edited({
  'steps.notice.on.closed': 'subsidy',
  'steps.subsidy': {
    kind: 'pay',
    title: '付补助',
    by: 'bureau.finance',
    releasedBy: 'bureau.cashier',
    within: { days: 1, unit: 'workingDays' },
    amount: ['times', ['field', 'planned.floors'], 10_000],
    to: { name: ['field', 'phone'], account: ['field', 'phone'], bank: ['field', 'phone'] },
    on: { paid: 'conversion', unpaid: 'objection' },
  },
  'limits.pausedAt': ['notice', 'objection', 'conversion', 'subsidy'],
  'limits.promised.days': 9,
})
