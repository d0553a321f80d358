// Every answer of the desk of service points that declines something, in one table.

import { type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const TABLE = {
  POINT_NOT_FOUND: [404, '没有这个办事点。', '请从办事点的列表进入。'],
  PLATE_NOT_FOUND: [404, '没有这块门牌。', '请核对门牌右上角的编号。'],
  PLACE_MOVED: [409, '没有写入：在您之后有人先写了。', '请刷新页面，看过现在的内容再改。'],
  PLATE_STAGE: [409, '门牌现在不能做这一步。', '先印制、再悬挂；停用的门牌不能再用。'],
  PLATE_POINT: [422, '门牌要挂在一个办事点上。', '请先选办事点。'],
  CALL_INVALID: [422, '姓名、电话、时间有没填的，或没有勾选同意。', '请按每一项的提示填好。'],
  CALL_NOT_FOUND: [404, '没有这次视频预约。', '请从预约的列表进入。'],
  KIOSK_NOT_FOUND: [404, '没有这台一体机。', '请从一体机的列表进入。'],
  KIOSK_CODE: [403, '开机码不对，或已经换过。', '请在经办台打开这台机器的开机页，照新的网址开机。'],
  KIOSK_STAGE: [409, '这台机器现在不能做这一步。', '先开始维修、再报修好；停用的机器不能再用。'],
  KIOSK_POINT: [422, '机器要放在一个办事点上。', '请先选办事点。'],
  KIOSK_MATTER: [422, '有的事项不能在一体机上办。', '只能开放办事指南里写了“自助一体机”的事项，请去掉不能办的。'],
  POSTER_UNSET: [503, '本机排不了海报。', '请安装宋体和黑体字后再试。'],
} as const satisfies ProblemTable

export type PlaceCode = keyof typeof TABLE

/** Codes of this desk, for the page that documents them. */
export const PLACE_REFUSALS = Object.keys(TABLE) as PlaceCode[]

export const placeProblem = (code: PlaceCode, detail?: string): Problem => problemFrom(TABLE, code, { detail })
