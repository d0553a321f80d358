import { edited } from './edited.ts'

export const broke = '联审之后直接制证，不经过决定'
export const fails = 'clockBalanced'
export default edited({ 'steps.joint.on.joined': 'permit' })
