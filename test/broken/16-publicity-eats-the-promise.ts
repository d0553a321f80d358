import { edited } from './edited.ts'

export const broke = '公示 5 日忘了停表，也算在承诺里'
export const fails = 'promiseWithinLaw'
export default edited({ 'limits.pausedAt': ['objection', 'conversion'] })
