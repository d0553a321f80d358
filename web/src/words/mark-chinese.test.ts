import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markChinese } from './mark-chinese.ts'

test('what stays Chinese on an English page is marked as Chinese', () => {
  const marked = (html: string) => markChinese('en', html)
  assert.equal(marked('<p class="a">张某一</p>'), '<p class="a" lang="zh-Hans">张某一</p>')
  assert.equal(marked('<span><!--[-->洛阳镇<!--]--></span>'), '<span lang="zh-Hans"><!--[-->洛阳镇<!--]--></span>')
  assert.equal(
    marked('<a href="/"><svg><path d="M0"></path></svg>首页</a>'),
    '<a href="/" lang="zh-Hans"><svg><path d="M0"></path></svg>首页</a>',
  )
  assert.equal(marked('<option value="x">洛阳镇</option>'), '<option value="x" lang="zh-Hans">洛阳镇</option>')
  assert.equal(marked('<p>Received by 张某一 on Monday</p>'), '<p>Received by 张某一 on Monday</p>')
  assert.equal(marked('<a lang="zh-Hant">繁</a><script>"字"</script>'), '<a lang="zh-Hant">繁</a><script>"字"</script>')
  assert.equal(markChinese('zh-Hant', '<p>张某一</p>'), '<p>张某一</p>')
})
