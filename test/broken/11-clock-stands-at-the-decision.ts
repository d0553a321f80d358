import { edited, SOUND } from './edited.ts'

export const broke = '等决定的时候也停着表'
export const fails = 'clockBalanced'
export default edited({ 'limits.pausedAt': [...SOUND.limits.pausedAt, 'decide'] })
