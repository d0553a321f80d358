import { edited } from './edited.ts'

export const broke = '核实异议写了「退回」的去处，这种步骤没有这个结果'
export const fails = 'outcomesHandled'
export default edited({ 'steps.objection.on.returned': 'notice' })
