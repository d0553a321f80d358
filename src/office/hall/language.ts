// In which language a page answers: as its address asks (`?lang=`), else as was chosen before, else as the browser asks.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { remember } from './choice.ts'
import { LOCALES, type Locale } from './web.ts'

const COOKIE = 'lang'

/** The language of the answer; a choice by address is remembered. */
export function localeOf(request: FastifyRequest, reply: FastifyReply): Locale {
  const { lang } = (request.query ?? {}) as { readonly lang?: unknown }
  const asked = LOCALES.find((one) => one === lang)
  if (asked) remember(reply, COOKIE, asked)
  const chosen = asked ?? LOCALES.find((one) => one === request.cookies?.[COOKIE])
  return chosen ?? localeOfBrowser(String(request.headers['accept-language'] ?? ''))
}

/**
 * The first Chinese that the browser lists decides on the script; English is for whoever reads no Chinese at all. A
 * browser that tells nothing gets Simplified Chinese.
 */
export function localeOfBrowser(header: string): Locale {
  const tags = header.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '')
  const chinese = tags.find((tag) => tag === 'zh' || tag.startsWith('zh-'))
  if (chinese) return /^zh-(hant|tw|hk|mo)\b/.test(chinese) ? 'zh-Hant' : 'zh-Hans'
  return tags.some((tag) => /^[a-z]/.test(tag)) ? 'en' : 'zh-Hans'
}
