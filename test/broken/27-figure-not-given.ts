import { edited } from './edited.ts'

export const broke = '规则的话里有 {limit}，没有给这个数'
export const fails = 'wellTyped'
export default edited({ 'rules.5.figures': { floors: ['field', 'planned.floors'] } })
