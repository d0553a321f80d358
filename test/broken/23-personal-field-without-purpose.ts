import { edited } from './edited.ts'

export const broke = '问身份证号，没有写为什么'
export const fails = 'personalJustified'
export default edited({ 'form.members.fields.idNumber.personal': undefined })
