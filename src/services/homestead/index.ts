// 我要办宅基地 is one declaration.

import type { DeclaredService } from '../declared.ts'
import { examples } from './examples.ts'
import { taishang } from './overlay-taishang.ts'
import declaration from './service.ts'
import { english } from './words-en.ts'

export const homestead: readonly DeclaredService[] = [
  { folder: 'homestead', declaration, overlays: [taishang], examples, english },
]
