import { edited } from './edited.ts'

export const broke = '公开的登记里印着申请人的名字'
export const fails = 'personalJustified'
export default edited({ 'entries.homesteadApproval.published': true })
