import { edited } from './edited.ts'

export const broke = '联审可以退回修改，没有写退给谁'
export const fails = 'joinsComplete'
export default edited({ 'steps.joint.returnTo': undefined })
