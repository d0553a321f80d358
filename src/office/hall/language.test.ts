import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localeOfBrowser } from './language.ts'

const ASKED = {
  '': 'zh-Hans',
  '*': 'zh-Hans',
  'zh-CN,zh;q=0.9,en;q=0.8': 'zh-Hans',
  'zh-TW,zh;q=0.9,en-US;q=0.8': 'zh-Hant',
  'zh-Hant-HK': 'zh-Hant',
  'en-US,en;q=0.9': 'en',
  'en-US,en;q=0.9,zh-CN;q=0.8': 'zh-Hans',
  'vi-VN,vi;q=0.9': 'en',
  ';;,=': 'zh-Hans',
} as const

test('the first Chinese of a browser decides on the script; English is for whoever reads none', () => {
  for (const [header, locale] of Object.entries(ASKED)) assert.equal(localeOfBrowser(header), locale, header)
})
