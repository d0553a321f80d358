import { edited } from './edited.ts'

export const broke = '原宅基地证的条件读了表里没有的字段'
export const fails = 'wellTyped'
export default edited({ 'materials.existing-certificate.when': ['lt', 0, ['count', ['field', 'plots']]] })
