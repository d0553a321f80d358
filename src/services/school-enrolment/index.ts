// 入学一键事 is one declaration; the season it belongs to stands beside it.

import type { DeclaredService } from '../declared.ts'
import { demo } from './demo.ts'
import { examples } from './examples.ts'
import { taishang } from './overlay-taishang.ts'
import declaration from './service.ts'
import { english } from './words-en.ts'

export const schoolEnrolment: readonly DeclaredService[] = [
  { folder: 'school-enrolment', declaration, overlays: [taishang], examples, english, demo },
]
