import { edited } from './edited.ts'

export const broke = '列出别的件，把那边的个人信息也读了来'
export const fails = 'connected'
export default edited({
  'facts.neighbours': {
    kind: 'listed',
    title: '同村等决定的件',
    service: 'homestead',
    at: ['decide'],
    reads: { who: 'phone' },
  },
})
