import { edited, SOUND } from './edited.ts'

const { homesteadApproval } = SOUND.entries

export const broke = '登记册里放着身份证号，别的件可以查到'
export const fails = 'personalJustified'
export default edited({
  'entries.homesteadApproval': {
    ...homesteadApproval,
    data: { holder: { value: ['first', ['field', 'members'], ['item', 'idNumber']] } },
  },
})
