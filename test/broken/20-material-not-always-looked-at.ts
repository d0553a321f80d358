import { edited } from './edited.ts'

export const broke = '四邻意见只有核实异议和村镇建设看，没有异议又用标准图时谁也不看'
export const fails = 'materialsUsed'
export default edited({
  'steps.intake.examines': ['household-register', 'identity-card', 'use-commitment', 'existing-certificate'],
})
