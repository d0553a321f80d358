import { edited } from './edited.ts'

export const broke = '核实异议交给申请人自己办'
export const fails = 'dutiesSeparate'
export default edited({ 'steps.objection.by': 'applicant' })
