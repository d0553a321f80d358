import { edited } from './edited.ts'

export const broke = '联审给 7 日，各步都按时也超过承诺的 8 日'
export const fails = 'promiseWithinLaw'
export default edited({ 'steps.joint.within.days': 7 })
