// Broken declarations are made here: the sound definition of 我要办宅基地 as plain data, with a few places overwritten.
// Each NN-name.ts beside this file breaks one thing; broken.test.ts shows which proof notices, and how it says so.

import { compileService } from '#kernel/service/compile.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { taishang } from '#services/homestead/overlay-taishang.ts'
import declaration from '#services/homestead/service.ts'

/** The sound definition; its version is not of interest. */
export const SOUND: ServiceDefinition = compileService(declaration, taishang, () => 'sound')

/** The definition with the value at each dotted path replaced; `undefined` takes it away. Throws on a path that leads nowhere. */
export function edited(edits: Readonly<Record<string, unknown>>): ServiceDefinition {
  const definition = structuredClone(SOUND)
  for (const [path, value] of Object.entries(edits)) {
    const names = path.split('.')
    const last = names.pop() as string
    const place = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], definition)
    if (typeof place !== 'object' || place === null) throw new Error(`there is no ${path} to edit`)
    if (value === undefined) delete (place as Record<string, unknown>)[last]
    else (place as Record<string, unknown>)[last] = value
  }
  return { ...definition, version: 'broken' }
}
