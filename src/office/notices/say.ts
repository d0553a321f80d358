// What a notice says, in each language: a sentence for one's own eyes, and a preview that anyone who looks at a locked phone
// may read.

import type { Told, ToldFigures } from '#kernel/case/told.ts'
import { fill } from '#kernel/fill.ts'

export const LOCALES = ['zh-Hans', 'zh-Hant', 'en'] as const
export type Locale = (typeof LOCALES)[number]

type Said = Readonly<Record<Locale, string>>

const SENTENCES: Readonly<Record<Told, Said>> = {
  received: {
    'zh-Hans': '已收到您的申请。',
    'zh-Hant': '已收到您的申請。',
    en: 'Your application was received.',
  },
  accepted: {
    'zh-Hans': '已受理，开始计时。',
    'zh-Hant': '已受理，開始計時。',
    en: 'It was accepted; the clock is running.',
  },
  notAccepted: {
    'zh-Hans': '没有受理，理由和救济办法在进度页上。',
    'zh-Hant': '沒有受理，理由和救濟辦法在進度頁上。',
    en: 'It was not accepted. The reason, and how to appeal, are on the progress page.',
  },
  supplement: {
    'zh-Hans': '请补 {n} 项，最晚 {day}。补好前计时停着。',
    'zh-Hant': '請補 {n} 項，最晚 {day}。補好前計時停著。',
    en: 'Please add what is missing ({n}) by {day}. Until then the clock is stopped.',
  },
  lapsed: {
    'zh-Hans': '过了补正的最后一天，已退件，可以重新申请。',
    'zh-Hant': '過了補正的最後一天，已退件，可以重新申請。',
    en: 'The last day to add what was missing has passed. It was returned; you can apply again.',
  },
  yourTurn: { 'zh-Hans': '轮到您了：{step}。', 'zh-Hant': '輪到您了：{step}。', en: 'Your turn: {step}.' },
  approved: { 'zh-Hans': '已经批准。', 'zh-Hant': '已經批准。', en: 'It was approved.' },
  rejected: {
    'zh-Hans': '没有批准，理由和救济办法在进度页上。',
    'zh-Hant': '沒有批准，理由和救濟辦法在進度頁上。',
    en: 'It was not approved. The reason, and how to appeal, are on the progress page.',
  },
  issued: {
    'zh-Hans': '证照发好了，在“我的证照”里。',
    'zh-Hant': '證照發好了，在「我的證照」裡。',
    en: 'The certificate was issued; it is in your wallet.',
  },
  suspended: {
    'zh-Hans': '依法进入特别程序，计时停着。',
    'zh-Hant': '依法進入特別程序，計時停著。',
    en: 'A procedure of its own has begun; the clock is stopped.',
  },
  resumed: {
    'zh-Hans': '恢复办理，接着计时。',
    'zh-Hant': '恢復辦理，接著計時。',
    en: 'It goes on, and so does the clock.',
  },
  extended: {
    'zh-Hans': '办理期限延长 {n} 个工作日，理由在进度页上。',
    'zh-Hant': '辦理期限延長 {n} 個工作日，理由在進度頁上。',
    en: 'The time limit was extended by {n} working days. The reason is on the progress page.',
  },
  ended: { 'zh-Hans': '办结：{outcome}。', 'zh-Hant': '辦結：{outcome}。', en: 'Closed: {outcome}.' },
}

/** The sentence of a notice. */
export const sayNotice = (locale: Locale, kind: Told, figures: ToldFigures): string =>
  fill(SENTENCES[kind][locale], figures)

const PREVIEWS: Said = {
  'zh-Hans': '亲清家园：您有一件事有新进展，登录后看：{link}',
  'zh-Hant': '親清家園：您有一件事有新進展，登入後看：{link}',
  en: 'Qinqing: there is news on one of your cases. Sign in to see it: {link}',
}

/** What a text message says, and the subject of a mail: nothing of the person, nor of the case. */
export const sayPreview = (locale: Locale, link: string): string => fill(PREVIEWS[locale], { link })

const SUBJECTS: Said = {
  'zh-Hans': '亲清家园：您有一件事有新进展',
  'zh-Hant': '親清家園：您有一件事有新進展',
  en: 'Qinqing: news on one of your cases',
}
export const saySubject = (locale: Locale): string => SUBJECTS[locale]
