// The kinds of service points, as people call them.

export const POINT_KINDS = {
  hall: '政务服务大厅',
  townCentre: '乡镇便民服务中心',
  villageStation: '村代办点',
  neighbourhoodCentre: '党群邻里中心',
  kiosk: '自助一体机',
  bankPoint: '银行网点',
} as const

export type PointKind = keyof typeof POINT_KINDS
