import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageInTraditional } from './traditional-page.ts'

test('texts and spoken attributes are converted; tags, addresses and published wording are not', () => {
  const page =
    '<!doctype html>\n<html lang="zh-Hans"><head><title>预算</title></head><body><a class="n" href="项目.html" aria-label="核对数据">数据</a>' +
    '<p><span class="was">督导体系</span>改为<span class="now">督导</span></p></body></html>'
  assert.equal(
    pageInTraditional(page),
    '<!doctype html>\n<html lang="zh-Hant"><head><title>預算</title></head><body><a class="n" href="项目.html" aria-label="核對資料">資料</a>' +
      '<p><span class="was">督导体系</span>改為<span class="now">督導</span></p></body></html>',
  )
})
