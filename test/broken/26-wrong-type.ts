import { edited } from './edited.ts'

export const broke = '拿「哪一种」去和 3 比大小'
export const fails = 'wellTyped'
export default edited({ 'rules.5.when': ['lt', ['param', 'floorLimit'], ['field', 'planned.situation']] })
