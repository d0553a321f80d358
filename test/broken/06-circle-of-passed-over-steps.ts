import { edited, SOUND } from './edited.ts'

export const broke = '不占农用地的件不用等转用、也不用看地，两步互相指'
export const fails = 'terminating'
export default edited({
  'steps.survey.when': SOUND.steps.conversion?.when,
  'steps.survey.on.passed': 'conversion',
})
