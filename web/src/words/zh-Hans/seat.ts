// How one's own child came to its seat.

export const seatWords = {
  'seat.title': '派位结果',
  'seat.line': '学位排定了，见“怎么排到的”。',
  'seat.link': '怎么排到的',
  'seat.back': '这件事的进度',
  'seat.placed': '已排到，{day}',
  'seat.unplaced': '还没有排到，{day}',
  'seat.at': '{name}排到{school}',
  'seat.nowhere': '{name}这一轮没有排到学校',
  'seat.wished': '您填了 {n} 个志愿，这是第 {choice} 个，是能排到的最靠前的一所。',
  'seat.nearest': '志愿的学校都没有排到，这是由近到远第一所还有学位的学校。',
  'seat.noClass': '其他',
  'seat.order': '报名先后',
  'seat.of': '共 {n} 个孩子',
  'seat.answer': '确认就读，或者提出异议',
  'seat.until': '请在 {day}前确认或提出。异议 5 个工作日内书面答复。',
  'seat.rule': '先比类别，数小的先；类别相同比号码，小的先。',
  'seat.ruleRest': '这是补录：先比类别，数小的先；类别相同，先报名的先。',
  'seat.lines': '这些学校的录取线',
  'seat.number': '孩子的编号 {number}，公开的名单上只有它，没有名字。',
  'seat.contact': '招生咨询 {phone}，{hours}',
} as const
