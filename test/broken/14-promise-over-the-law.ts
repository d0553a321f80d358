import { edited } from './edited.ts'

export const broke = '承诺 25 个工作日，法律只给 20 个'
export const fails = 'promiseWithinLaw'
export default edited({ 'limits.promised.days': 25 })
