import { edited } from './edited.ts'

export const broke = '异议核实成立不成立，都去往终止'
export const fails = 'terminating'
export default edited({ 'steps.objection.on': { agreed: 'terminated', disagreed: 'terminated' } })
