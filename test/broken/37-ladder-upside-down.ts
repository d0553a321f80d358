import { edited } from './edited.ts'

export const broke = '超期一天先报负责人，到期那天反而排在后面'
export const fails = 'clockBalanced'
export default edited({
  'limits.ladder': [
    { title: '报负责人', at: { after: 1 }, to: 'bureau.head' },
    { title: '到期', at: { part: 1 } },
  ],
})
