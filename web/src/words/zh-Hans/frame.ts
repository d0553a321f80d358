// Words of the frames: what stands around every page.

export const frame = {
  'site.name': '亲清家园',
  'site.howToTell': '怎样认出官方网站',
  'site.wrong': '错误：',
  'site.skip': '跳到正文',
  'site.large': '大字',
  'site.normal': '标准字',
  'site.languages': '语言',
  'site.binding': '这一页由简体中文转换而来，以简体为准。',
  'site.demo': '演示环境，人和事都是虚构的，不能用来真的办事。',
  'site.run': '{office}主办。网上办、窗口办、请人代办，时限和结果都一样。',
  'site.access': '无障碍说明',
  'site.privacy': '个人信息',
  'site.complain': '投诉建议',
  'site.act': '下一步',
  'tabs.name': '主要页面',
  'tabs.home': '首页',
  'tabs.matters': '我的事',
  'tabs.wallet': '证照',
  'tabs.help': '求助',
} as const
