import { edited } from './edited.ts'

export const broke = '农用地转用之后直接联审，到场看地再也没有人去'
export const fails = 'reachable'
export default edited({ 'steps.conversion.on.fulfilled': 'joint' })
