// Why a file is not taken, in words its owner can act on. Returned by every part of this folder.

import { type Problem, type ProblemTable, problemFrom } from '../http/problem.ts'

const REFUSALS = {
  FILE_EMPTY: [422, '文件是空的。', '请重新选择文件。'],
  FILE_TOO_LARGE: [413, '文件太大。', '单个文件不超过 20 MB；照片可先在手机上缩小，文档可分成几份。'],
  FILE_TYPE_UNKNOWN: [422, '不支持这种文件。', '请上传 JPG、PNG、WEBP 图片或 PDF 文件。'],
  FILE_HEIC: [
    422,
    '苹果手机的 HEIC 照片暂不能识别。',
    '请在手机“设置—相机—格式”选“兼容性最佳”后重拍，或把照片另存为 JPG。',
  ],
  IMAGE_BROKEN: [422, '图片损坏，打不开。', '请重新拍照或换一张图片。'],
  IMAGE_TOO_LARGE: [422, '图片的像素太多。', '请把图片缩小到 4000 万像素以内。'],
  PDF_BROKEN: [422, 'PDF 文件不完整或结构异常。', '请用“打印为 PDF”重新生成后上传。'],
  PDF_ENCRYPTED: [422, 'PDF 有密码保护。', '请去掉密码，或用“打印为 PDF”重新生成后上传。'],
  PDF_ACTIVE: [422, 'PDF 里带有脚本、附件或可执行内容。', '请用“打印为 PDF”重新生成后上传。'],
  UPLOAD_UNKNOWN: [404, '没有找到这次上传，或已过期。', '请重新选择文件上传。'],
  UPLOAD_OFFSET: [409, '上传的位置对不上。', '请从 received 给出的位置继续。'],
  UPLOAD_INCOMPLETE: [409, '文件还没有传完。', '请把剩下的部分传完再确认。'],
  UPLOAD_QUOTA: [429, '正在上传的文件太多。', '请先完成或取消已有的上传。'],
} as const satisfies ProblemTable

export type FileRefusal = keyof typeof REFUSALS

export const FILE_REFUSALS = Object.keys(REFUSALS) as FileRefusal[]

export interface FileRefused {
  readonly problem: Problem
}

export const refuseFile = (code: FileRefusal, detail?: string): FileRefused => ({
  problem: problemFrom(REFUSALS, code, { detail }),
})
