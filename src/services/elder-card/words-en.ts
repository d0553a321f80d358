// English of 老年优待证, sentence by sentence. The Simplified Chinese of service.ts is what counts.

export const english = {
  老年优待证: 'Senior citizen’s card',
  优待证: 'senior card',
  '住在本区、年满规定岁数的老人可以申请，户口不在本区也可以。':
    'Anyone who lives in the zone and has reached the age may apply, wherever they are registered.',
  中华人民共和国老年人权益保障法: 'Law on the Rights and Interests of the Elderly',
  第二条: 'article 2',
  第五十三条: 'article 53',
  '子女可以代办吗？': 'Can a son or daughter apply for them?',
  '可以。老人先在手机上委托，或者带老人的证件到村里办。':
    'Yes: with a mandate given on the phone, or at the village with the elder’s document.',
  '证丢了怎么办？': 'What if the card is lost?',
  '手机里的证一直有效；要纸的，随时可以再打印。':
    'The card on the phone stays valid; it can be printed again at any time.',

  住在哪个村: 'Village of residence',
  老人: 'The elder',
  老人姓名: 'Name of the elder',
  老人证件号: 'Document number of the elder',
  写在证上: 'to print on the card',
  核对年龄: 'to check the age',
  老年人权益保障法: 'Law on the Rights and Interests of the Elderly',
  '长期（持证期间）': 'as long as the card is held',
  可以留子女的电话: 'It may be that of a son or daughter',
  满多少岁: 'Age from which the card is given',
  岁: 'years',
  已有的优待证: 'a card already held',

  近期照片: 'Recent photograph',
  '正面、不戴帽子': 'Facing the camera, no hat',
  '白底，一张脸占一半。': 'White background, the face fills half of it.',

  年龄: 'Age',
  '今天 {age} 岁，满 {limit} 岁才能申请': '{age} years old today; the card is given from {limit}',
  '已满 {limit} 岁': 'At least {limit} years old',
  '满 {limit} 岁的那天起就可以申请；号码有误请改正':
    'Apply from the {limit}th birthday on; if the number is wrong, correct it',
  一人一证: 'One card a person',
  这位老人已经有优待证: 'This person already has a card',
  还没有优待证: 'No card yet',
  '到“我的证照”里看；要纸的可以再打印，不用重新申请':
    'See it under “My certificates”; it can be printed again, no need to apply',

  核准: 'Approval',
  已发证: 'Card issued',
  不予核准: 'Not approved',
}
