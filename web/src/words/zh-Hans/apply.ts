// Words of applying: sections, saving, checking, submitting.

export const apply = {
  'apply.saved': '{time} 已自动存好，换手机也能接着填',
  'apply.offline': '没网，还没存上。连上就自动存，先别关这一页。',
} as const
