// Says aloud what a page is about, where the browser can. Off by one touch, until the machine is wiped.

import type { Locale } from '../words/words.ts'

const OFF = 'kiosk-sound'
const LANGUAGE: Readonly<Record<Locale, string>> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-US' }

export const canSpeak = (): boolean => 'speechSynthesis' in window
export const isSilent = (): boolean => sessionStorage.getItem(OFF) === 'off'

export function setSilent(isOff: boolean): void {
  if (isOff) sessionStorage.setItem(OFF, 'off')
  else sessionStorage.removeItem(OFF)
  if (isOff) speechSynthesis.cancel()
}

/** Says it instead of what is being said; nothing when the sound is off. */
export function say(text: string, locale: Locale): void {
  if (!canSpeak() || isSilent() || text.trim() === '') return
  const words = new SpeechSynthesisUtterance(text)
  words.lang = LANGUAGE[locale]
  speechSynthesis.cancel()
  speechSynthesis.speak(words)
}

/** What a page says first: what is wrong on it, else what it is about and what it asks to be said. */
export function firstWords(): string {
  const wrong = document.querySelector('main [role=alert]')
  const parts = wrong ? [wrong] : [document.querySelector('h1'), ...document.querySelectorAll('[data-say]')]
  return parts.map((part) => part?.textContent?.trim() ?? '').join('。')
}
