import { edited } from './edited.ts'

export const broke = '镇里联审一个部门也没有写'
export const fails = 'joinsComplete'
export default edited({ 'steps.joint.branches': {} })
