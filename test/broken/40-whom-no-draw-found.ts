import { edited } from './edited.ts'

export const broke = '要读一次没有的摇号'
export const fails = 'wellTyped'
export default edited({ 'rules.5.figures.winner': ['chosen', 'lots', 0] })
