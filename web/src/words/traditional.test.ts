import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Converter } from 'opencc-js/cn2t'
import { GLOSSARY } from './glossary.ts'
import { dictionaryOf } from './languages.ts'
import { toTraditional } from './traditional.ts'

/** Reviewed: what Taiwan readers expect, and what the law's own words must stay. */
const REVIEWED = {
  受理窗口: '受理窗口',
  统一社会信用代码: '統一社會信用代碼',
  法律程序: '法律程序',
  台胞证和台企: '台胞證和台企',
  政务服务平台: '政務服務平台',
  台湾居民居住证: '台灣居民居住證',
  登录账号: '登入帳號',
  个人信息: '個人資訊',
  短信和软件: '簡訊和軟體',
  身份证号: '身分證號',
  公布结果: '公布結果',
  '准备好了，批准进里面': '準備好了，批准進裡面',
  皇后以后头发: '皇后以後頭髮',
  '11月17日 周二，周末不算': '11月17日 週二，週末不算',
  '说大白话，比如“我想盖房子”': '說大白話，比如「我想蓋房子」',
  '上传到 QQ1:ABC': '上傳到 QQ1:ABC',
}

test('texts are in traditional script as Taiwan writes it', () => {
  for (const [simplified, traditional] of Object.entries(REVIEWED)) assert.equal(toTraditional(simplified), traditional)
})

test('every entry of the glossary says something that characters alone would not', () => {
  const convert = Converter({ from: 'cn', to: 'tw' })
  const needless = Object.entries(GLOSSARY).filter(([term, said]) => convert(term) === said)
  assert.deepEqual(needless, [])
})

test('the dictionary in traditional script has every text with its blanks, and no simplified character left', async () => {
  const [hans, hant] = await Promise.all([dictionaryOf('zh-Hans'), dictionaryOf('zh-Hant')])
  const blanksOf = (text: string) => text.match(/\{\w+\}/g) ?? []
  for (const [key, text] of Object.entries(hans)) {
    const said = (hant as Readonly<Record<string, string>>)[key]!
    assert.deepEqual(blanksOf(said), blanksOf(text), key)
    assert.doesNotMatch(said, /[办证请们这个时间为会对发]/, key)
  }
})
