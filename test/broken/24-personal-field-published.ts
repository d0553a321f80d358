import { edited } from './edited.ts'

export const broke = '公示家里人，连身份证号一起公开'
export const fails = 'personalJustified'
export default edited({ 'steps.notice.shows': ['village', 'planned.plotAreaM2', 'members'] })
