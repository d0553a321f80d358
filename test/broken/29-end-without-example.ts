import { edited } from './edited.ts'

export const broke = '转用逾期有了自己的结局，没有一个示例办到那里'
export const fails = 'examplesCover'
export default edited({
  'steps.conversion.on.lapsed': 'notConverted',
  'steps.notConverted': { kind: 'end', title: '转用未批，终止', on: {}, result: 'terminated' },
})
