// 老年优待证 is one declaration.

import type { DeclaredService } from '../declared.ts'
import { examples } from './examples.ts'
import { taishang } from './overlay-taishang.ts'
import declaration from './service.ts'
import { english } from './words-en.ts'

export const elderCard: readonly DeclaredService[] = [
  { folder: 'elder-card', declaration, overlays: [taishang], examples, english },
]
