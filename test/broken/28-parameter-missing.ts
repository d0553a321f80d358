import { edited } from './edited.ts'

export const broke = '区里没有给层数上限'
export const fails = 'parametersGiven'
export default edited({ 'values.floorLimit': undefined })
