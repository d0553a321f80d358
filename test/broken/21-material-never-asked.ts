import { edited } from './edited.ts'

export const broke = '审批要看勘测图，没有向申请人要过'
export const fails = 'materialsUsed'
export default edited({ 'steps.decide.examines': ['house-plan', 'survey-map'] })
