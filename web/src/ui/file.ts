// A file on its way to the server, as a page shows it.

export interface FileRow {
  readonly id: string
  /** Named by us after the material, never `IMG_789.jpg`. */
  readonly title: string
  readonly state: 'sending' | 'broken' | 'sent' | 'unclear' | 'failed'
  /** What is happening, in words: `正在传 62%，共 1.8 MB`. */
  readonly text: string
  /** 0..100 while sending. */
  readonly percent?: number | undefined
  readonly thumbnail?: string | undefined
}
