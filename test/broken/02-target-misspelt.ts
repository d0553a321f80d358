import { edited } from './edited.ts'

export const broke = '到场不合格去往 jiont，那是 joint 的笔误'
export const fails = 'outcomesHandled'
export default edited({ 'steps.survey.on.failed': 'jiont' })
