import { edited } from './edited.ts'

export const broke = '联审有一路不答要上报，没有写报给谁'
export const fails = 'joinsComplete'
export default edited({ 'steps.joint.escalateTo': undefined })
