// A hash that people can read out and write down: each byte is one of the first 256 different characters of the Thousand
// Character Classic (千字文), which has no character twice in its old writing; simplified writing made a few fall together.

const CLASSIC =
  '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌遐迩一体率宾归王鸣凤在竹白驹食场化被草木赖及万方盖此身发四大五常恭惟鞠养岂敢毁伤女慕贞洁男效才良知过必改得能莫忘罔谈彼短靡恃己长信使可复器欲难量墨悲丝染诗赞羔羊景行维贤克念作圣德建名立形端表正空谷传声虚堂习听祸因恶积福缘善庆尺璧非宝寸阴是竞资父事君曰严与敬孝当竭力忠则尽命临深履薄'

/** Byte → character. */
export const HASH_WORDS: readonly string[] = [...new Set(CLASSIC)].slice(0, 256)

/** The characters of a hash, in groups of four. */
export function hashWords(hex: string): readonly string[] {
  const words = (hex.match(/../g) ?? []).map((byte) => HASH_WORDS[Number.parseInt(byte, 16)])
  return groupsOf(words.join(''))
}

/** A text in groups of four signs, as people compare it. */
export const groupsOf = (text: string): readonly string[] => text.match(/.{1,4}/gu) ?? []
