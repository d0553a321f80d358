import { edited } from './edited.ts'

export const broke = '公示 5 日没有写出处'
export const fails = 'limitsSourced'
export default edited({ 'steps.notice.for.source': undefined })
