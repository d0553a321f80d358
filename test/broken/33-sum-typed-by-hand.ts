import { edited } from './edited.ts'

export const broke = '付多少由申请人自己填'
export const fails = 'moneyGuarded'
export const covers = ['subsidy.paid', 'subsidy.unpaid']
export default edited({
  'form.wanted': { kind: 'money', title: '要多少', unit: '元', min: 0, max: 1_000_000 },
  'sections.0.fields': ['village', 'phone', 'wanted'],
  'steps.permit.on.issued': 'subsidy',
  'steps.subsidy': {
    kind: 'pay',
    title: '付补助',
    by: 'bureau.finance',
    releasedBy: 'bureau.cashier',
    within: { days: 1, unit: 'workingDays' },
    amount: ['field', 'wanted'],
    to: { name: ['field', 'phone'], account: ['field', 'phone'], bank: ['field', 'phone'] },
    on: { paid: 'staking', unpaid: 'staking' },
  },
})
