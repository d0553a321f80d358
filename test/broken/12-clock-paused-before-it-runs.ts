import { edited, SOUND } from './edited.ts'

export const broke = '收件的时候停表，那时表还没有走'
export const fails = 'clockBalanced'
export default edited({ 'limits.pausedAt': [...SOUND.limits.pausedAt, 'intake'] })
