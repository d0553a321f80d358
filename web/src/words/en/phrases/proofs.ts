// English of what is said of published draws and seats.

import type { Phrases } from '../../phrases.ts'

export const proofs: Readonly<Record<string, Phrases>> = {
  'engines/draw/reason.ts': {
    '{sentence}：{detail}': '{sentence}: {detail}',
    缺少字段: 'a field is missing',
    多出了不认识的字段: 'there is an unknown field',
    字段的值不对: 'a field has a wrong value',
    这一步的消息还没有: 'this step has not come yet',
    '这一步已经公布，不能再改': 'this step was published and cannot change any more',
    消息属于另一次抽取: 'the message belongs to another draw',
    '这是演练，演练的结果永远不能当作正式结果': 'this is a rehearsal; its result never counts',
    同一项目已有另一次正式抽取: 'the project was drawn before',
    公共随机数在名单冻结后不足一小时就能知道: 'the public number is known less than an hour after the list was frozen',
    '两方的承诺相同：秘密并非各自保管': 'both commitments are the same: the secrets were not kept apart',
    '名单所引的公告与公告不符：公告在冻结后被改动':
      'the list names another announcement: it was changed after the freezing',
    名单里同一主体出现两次: 'the list names somebody twice',
    名单比冻结时多了人: 'the list has more on it than when it was frozen',
    名单比冻结时少了人: 'the list has fewer on it than when it was frozen',
    '名单人数未变，但有人被改名或调换': 'as many on the list, but somebody was renamed or exchanged',
    '报名数不足，应当流标': 'too few entered: there must be no draw',
    名单在公告的冻结时刻之后才记入日志: 'the list came into the log after the announced moment of freezing',
    '随机数所引的名单与名单不符：名单在冻结后被改动':
      'the public number names another list: it was changed after the freezing',
    公告的公共随机数缺少取值: 'an announced public number has no value',
    '用了公告里没有、或次序不同的随机数来源':
      'a source of numbers was used that was not announced, or in another order',
    随机数的期号或轮次不是公告的那一期: 'the number is not of the announced round',
    '随机数里有全角数字，请改成半角': 'the number has full-width digits',
    开奖号码没有从小到大排列: 'the numbers are not in ascending order',
    随机数的写法不合规定: 'the number is not written as the rules say',
    随机数与官方公报不同: 'the number differs from the official bulletin',
    随机数的签名不对: 'the signature of the number is wrong',
    '改用了备用随机数，但没有证据说明原定的一期未开出':
      'the fallback was used without evidence that the announced round did not take place',
    没有足够的见证人会签锁定的名单: 'not enough witnesses have cosigned the frozen list',
    见证人会签锁定的名单晚于公告的时刻: 'the witnesses cosigned the frozen list after the announced moment',
    见证人会签的不是这份名单: 'what the witnesses cosigned is not this list',
    '托管的副本打不开：不是封给这把钥匙的，或者已经损坏':
      'the copy in escrow does not open: it is not sealed to this key, or it is damaged',
    '有一方没有公开秘密；请向托管方取回密封副本，结果不受影响':
      'one side did not open its secret; the sealed copy is with the escrow, the result does not change',
    公开的秘密打不开公告里的承诺: 'the secret does not open the announced commitment',
    流标之后不应再公开秘密: 'no secret should be opened when there is no draw',
    '结果所引的随机数与随机数不符：随机数在读取后被改动':
      'the result names another public number: it was changed after it was read',
    结果里的种子与重新算出的不同: 'the seed in the result is not the one worked out again',
    中选名单与重新算出的不同: 'those selected are not those worked out again',
    候补名单与重新算出的不同: 'the reserves are not those worked out again',
    文件与日志里记下的消息不同: 'the file differs from the log',
    日志里没有这条消息: 'the log does not have this message',
    日志里同一步有两条消息: 'the log has two messages for one step',
    日志里各步的先后次序不对: 'the steps are in a wrong order in the log',
    作废的理由不在公告列明的理由之内: 'the reason to cancel is none of those announced',
    '公共随机数已经公布，不能再作废': 'the public number is out; the draw cannot be cancelled any more',
  },
  'kernel/strict-json.ts': {
    '文件不是 UTF-8 编码': 'the file is not UTF-8',
    '文件开头有字节顺序标记（BOM），请另存为不带 BOM 的 UTF-8':
      'the file begins with a byte order mark; save it as UTF-8 without BOM',
    '不是合法的 JSON': 'this is no JSON',
    同一个对象里有重复的键: 'an object has the same key twice',
    '文字里有半个字符（孤立的代理项）': 'a text holds half a character',
    '文字不是 NFC 规范形式（同一个字可能有两种写法）': 'a text is not in NFC form',
    '数字必须是整数；小数请写成文字': 'numbers must be whole; write fractions as text',
    '整数超出 2^53，不同软件会读成不同的数': 'a number is beyond 2^53 and is read differently by different programs',
    '嵌套超过 64 层': 'nested deeper than 64 levels',
  },
  'office/hall/proof/proof.ts': {
    '完整名单里有孩子的志愿，只给有资格复核的单位，不在网上公开。':
      'The full list holds the choices of children; only those entitled to review get it, it is not published.',
  },
}
