import { edited } from './edited.ts'

export const broke = '分流的一支回到分流自己，没有人办，件转个不停'
export const fails = 'terminating'
export const covers = ['sort.large', 'sort.small']
export default edited({
  'steps.conversion.on.fulfilled': 'sort',
  'steps.sort': {
    kind: 'choose',
    title: '看户数',
    cases: [{ when: ['lt', 9, ['count', ['field', 'members']]], outcome: 'large' }],
    otherwise: 'small',
    on: { large: 'sort', small: 'survey' },
  },
})
