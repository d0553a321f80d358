import { edited } from './edited.ts'

export const broke = '要列出登记册里没有的一项'
export const fails = 'connected'
export default edited({
  'facts.approvals': {
    kind: 'entries',
    title: '已有的批准书',
    register: 'homesteadApproval',
    match: {},
    columns: { price: { type: 'number', title: '价' } },
  },
})
