import { edited } from './edited.ts'

export const broke = '到场看地可能不合格，没有写不合格去哪里'
export const fails = 'outcomesHandled'
export default edited({ 'steps.survey.on.failed': undefined })
