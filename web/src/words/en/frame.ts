// English of the frames.

import type { frame as source } from '../zh-Hans/frame.ts'

export const frame = {
  'site.name': 'Qinqing',
  'site.howToTell': 'How to tell an official site',
  'site.wrong': 'Error: ',
  'site.skip': 'Skip to the text',
  'site.large': 'Larger',
  'site.normal': 'Normal',
  'site.languages': 'Language',
  'site.binding': 'A translation. The Simplified Chinese text is the one that counts.',
  'site.demo': 'Demonstration: people and events are invented, nothing here has any effect.',
  'site.run': 'Run by {office}. Online, at a counter or through an agent: same time limits, same result.',
  'site.access': 'Accessibility',
  'site.privacy': 'Personal data',
  'site.complain': 'Complaints',
  'site.act': 'Next step',
  'tabs.name': 'Main pages',
  'tabs.home': 'Home',
  'tabs.matters': 'My cases',
  'tabs.wallet': 'Wallet',
  'tabs.help': 'Help',
} as const satisfies Record<keyof typeof source, string>
