// Simplified Chinese: the source language of every text.

import { apply } from './zh-Hans/apply.ts'
import { console } from './zh-Hans/console.ts'
import { frame } from './zh-Hans/frame.ts'
import { ui } from './zh-Hans/ui.ts'

export const zhHans = { ...frame, ...ui, ...apply, ...console } as const
