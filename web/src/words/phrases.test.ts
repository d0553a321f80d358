import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import '../../dev/kernel-imports.ts'

const { REFUSALS } = await import('../../../src/kernel/refusal.ts')
const { ROLES } = await import('../../../src/kernel/unit/role.ts')
const { IDENTITY_REFUSALS, refused } = await import('../../../src/office/identity/refusal.ts')
const { FILE_REFUSALS, refuseFile } = await import('../../../src/platform/blobs/refusal.ts')
const { PROBLEM_CODES, problemOf } = await import('../../../src/platform/http/problem.ts')
const { SERVICES } = await import('../../../src/services/index.ts')
const { phrasesByFile } = await import('./en/phrases.ts')
const { translator } = await import('./phrases.ts')
const { tellingIn, textsIn } = await import('./told.ts')

test('a sentence is translated whole, with what fills its blanks, and counts', () => {
  const translate = translator({
    '缺{title}': 'Missing: {title}',
    '还要补 {n} 项：{what}': '{n} {n|item|items} to add: {what}',
    户口簿: 'Household register',
    '{by}：{what}': '{by}: {what}',
  })
  assert.equal(translate('户口簿'), 'Household register')
  assert.equal(translate('缺户口簿'), 'Missing: Household register')
  assert.equal(translate('缺房本'), 'Missing: 房本', 'what is not known stays as it is')
  assert.equal(translate('还要补 1 项：户口簿'), '1 item to add: Household register')
  assert.equal(translate('还要补 2 项：户口簿'), '2 items to add: Household register')
  assert.equal(translate('张某：户口簿'), '张某: Household register')
  assert.equal(translate('谁也没说过的话'), undefined)
})

test('every sentence stands in the file it is kept under', () => {
  for (const [file, phrases] of Object.entries(phrasesByFile)) {
    const source = readFileSync(new URL(`../../../src/${file}`, import.meta.url), 'utf8')
    for (const sentence of Object.keys(phrases)) {
      // A sentence may be put together from two texts at a colon.
      for (const part of sentence.split(/\{\w+\}：?/))
        assert.ok(source.includes(part), `${file} does not say ${sentence}`)
    }
  }
})

test('an English sentence has the blanks of the Chinese, and no Chinese', () => {
  const declared = SERVICES.flatMap(({ english }) => Object.entries(english ?? {}))
  const blanksOf = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map(([, blank]) => blank))
  for (const [sentence, said] of [...Object.values(phrasesByFile).flatMap(Object.entries), ...declared]) {
    for (const blank of blanksOf(said)) assert.ok(blanksOf(sentence).has(blank), sentence)
    assert.doesNotMatch(said, /[\p{Script=Han}，。：；（）]/u)
  }
  // The kernel fills the blanks of rules itself and knows no counting.
  for (const [, said] of declared) assert.doesNotMatch(said, /\{\w+\|/)
})

test('whatever citizens may be refused is said in English', async () => {
  const { told } = await tellingIn('en')
  const problems = [
    ...PROBLEM_CODES.map((code) => problemOf(code)),
    ...FILE_REFUSALS.map((code) => refuseFile(code).problem),
    ...IDENTITY_REFUSALS.map((code) => refused(code).problem),
  ]
  const texts = [
    ...Object.values(REFUSALS).flatMap(({ reason, remedy }) => [reason, remedy]),
    ...problems.flatMap(({ title, remedy }) => [title, remedy]),
  ]
  assert.deepEqual(
    texts.filter((text) => /\p{Script=Han}/u.test(text) && told(text) === text),
    [],
  )
})

test('every service is said in English, certificates apart', async () => {
  const { told } = await tellingIn('en')
  for (const { declaration, overlays } of SERVICES) {
    const { fundedAs: _, ...shown } = declaration
    const numbers = new Set(Object.values(declaration.entries).map(({ number }) => number))
    const legal = new Set(Object.values(declaration.entries).map(({ legalText }) => legalText))
    const missing = [...textsIn([shown, overlays])].filter(
      (text) => !numbers.has(text) && !legal.has(text) && told(text) === text,
    )
    assert.deepEqual(missing, [], declaration.slug)
  }
  for (const { title } of Object.values(ROLES)) assert.notEqual(told(title), title)
})

test('a sentence that services share has one English, whichever of them says it', () => {
  const said = new Map<string, string>()
  for (const [sentence, english] of SERVICES.flatMap((one) => Object.entries(one.english ?? {}))) {
    assert.equal(english, said.get(sentence) ?? english, sentence)
    said.set(sentence, english)
  }
})

test('page data is told in the language of the reader, and what people wrote stays', async () => {
  const page = {
    definition: { title: '我要办宅基地', form: { village: { title: '所在村' } } },
    posted: { 'members.0.name': '没有' },
    form: { village: '有过' },
    refused: { reason: '这件已经办结（已验收）', remedy: '需要再办请重新申请' },
    name: '范某云',
    reasons: ['等得太久'],
    content: [{ title: '证书', value: '农村宅基地批准书' }],
  }
  const english = (await tellingIn('en')).data(page)
  assert.equal(english.definition.title, 'A plot to build a house on')
  assert.equal(english.definition.form.village.title, 'Village')
  assert.equal(english.refused.reason, 'This case is closed (Passed)')
  const hant = (await tellingIn('zh-Hant')).data(page)
  assert.equal(hant.definition.title, '我要辦宅基地')
  assert.equal(hant.refused.reason, '這件已經辦結（已驗收）')
  for (const told of [english, hant]) {
    assert.deepEqual(told.posted, page.posted)
    assert.deepEqual(told.reasons, page.reasons, 'what is chosen by its text is posted as it is declared')
    assert.deepEqual(told.form, page.form)
    assert.equal(told.name, page.name)
    assert.deepEqual(told.content, page.content, 'a certificate is shown as it is on paper')
  }
  assert.equal((await tellingIn('zh-Hans')).data(page), page)
})

test('an island carries the sentences of the files it was built from', async () => {
  const files = new Set(['kernel/form/check-form.ts'])
  assert.equal((await tellingIn('en')).phrases(files)['请填写{title}'], 'Please fill in: {title}')
  assert.equal((await tellingIn('zh-Hant')).phrases(files)['{title}：请填{what}'], '{title}：請填{what}')
  assert.deepEqual((await tellingIn('zh-Hans')).phrases(files), {})
})
