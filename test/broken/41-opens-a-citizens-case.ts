import { edited } from './edited.ts'

export const broke = '由一件去另开一件，开的却是申请人自己申请的事项'
export const fails = 'connected'
export default edited({
  'steps.decide.opens': {
    approved: { service: 'homestead', title: '再来一件', form: { village: ['field', 'village'] } },
  },
})
