// A picture for each topic of the catalogue; a topic without one gets the list.

import type { IconName } from './icons.ts'

const ICON_OF: Readonly<Record<string, IconName>> = {
  开店办企业: 'tag',
  生活救助: 'handshake',
  社保就业: 'people',
  房产土地: 'key',
  工程建设: 'factory',
  医疗卫生: 'plus',
  上学教育: 'cap',
  户籍出行: 'person',
  农林牧渔: 'boat',
  投资和能源: 'chart',
  文旅体育: 'star',
  交通物流: 'map',
  环保水务: 'waves',
  安全生产: 'shield',
}

export const topicIcon = (topic: string): IconName => ICON_OF[topic] ?? 'list'
