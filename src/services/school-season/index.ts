// 招生季 is one declaration.

import type { DeclaredService } from '../declared.ts'
import { demo } from './demo.ts'
import { examples } from './examples.ts'
import { taishang } from './overlay-taishang.ts'
import declaration from './service.ts'
import { english } from './words-en.ts'

export const schoolSeason: readonly DeclaredService[] = [
  { folder: 'school-season', declaration, overlays: [taishang], examples, english, demo },
]
