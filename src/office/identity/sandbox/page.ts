// The pages of the sandbox: whom one may play, and a message. They look unlike the platform on purpose, so that nobody
// takes the sandbox for a real sign-in.

import type { Resident } from './resident.ts'

const ID_TYPE_NAMES = {
  'resident-id': '居民身份证',
  'taiwan-residence-permit': '台湾居民居住证',
  'mainland-travel-permit': '台胞证',
} as const

const STYLE = `
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, "Noto Sans SC", sans-serif }
  body { max-width: 40rem; margin: 0 auto; padding: 1rem }
  .notice { padding: .75rem 1rem; border-left: .3rem solid #b45309; background: #b4530918 }
  ul { list-style: none; padding: 0 }
  button { display: block; width: 100%; min-height: 3.5rem; margin: .5rem 0; padding: .6rem 1rem; text-align: left;
    font: inherit; border: 1px solid currentColor; border-radius: .5rem; background: transparent; color: inherit }
  button:hover, button:focus-visible { outline: .2rem solid #2563eb; outline-offset: .1rem }
  small { display: block; opacity: .85 }`

/** The list of people to choose from. */
export function choicePage(uid: string, residents: readonly Resident[]): string {
  const choices = residents.map(
    ({ subject, name, idType, idNumber, role }) => `<li><button name="subject" value="${subject}">
      <b>${name}</b> · ${role}<small>${ID_TYPE_NAMES[idType]} ${idNumber}</small></button></li>`,
  )
  return page(
    '选择一位虚构人物登录',
    `<p class="notice">这是演示用的身份认证：下面的人物和证件号码都是虚构的（区划 350598 并不存在）。</p>
    <form method="post" action="/people/${uid}"><ul>${choices.join('')}</ul></form>`,
  )
}

export function messagePage(message: string): string {
  return page('演示身份认证', `<p class="notice">${message}</p>`)
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · 演示身份认证</title>
<style>${STYLE}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`
}
