import { edited } from './edited.ts'

export const broke = '规则要查一种没有人登记的登记册'
export const fails = 'connected'
export default edited({
  'facts.certificate': {
    kind: 'entries',
    title: '已有的批准书',
    register: 'homesteadAproval',
    match: {},
  },
})
