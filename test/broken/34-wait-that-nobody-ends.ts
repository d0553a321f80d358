import { edited } from './edited.ts'

export const broke = '等别的件，却没有写凭什么与它相连'
export const fails = 'connected'
export default edited({ 'steps.conversion.until': ['lt', 0, ['fact', 'liveCases']] })
