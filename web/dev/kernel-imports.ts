// Lets a test under web/ load modules that import `#kernel/…`: Node looks these names up in web/package.json, which may
// not point out of its own folder, while the build and the type checker know where they lead. Import it first.

import { registerHooks } from 'node:module'

const FLOOR = /^#(kernel|engines|services)\//
const ROOT = new URL('../../src/', import.meta.url)

registerHooks({
  resolve: (specifier, context, next) =>
    next(FLOOR.test(specifier) ? new URL(specifier.slice(1), ROOT).href : specifier, context),
})
