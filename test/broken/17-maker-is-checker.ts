import { edited } from './edited.ts'

export const broke = '核实异议的人可以自己作决定'
export const fails = 'dutiesSeparate'
export default edited({ 'steps.decide.notSameAs': ['intake', 'survey', 'joint'] })
