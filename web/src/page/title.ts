// The title of the document: a page names itself while it renders.

import { useSSRContext } from 'vue'
import { useT } from './context.ts'
import type { RenderTrace } from './document.ts'

/** Names the page. After a refused form `错误：` stands in front, so that a screen reader says it first. */
export function useTitle(title: string, { wrong = false } = {}): void {
  const trace = useSSRContext<RenderTrace>()
  if (trace) trace.title = wrong ? useT()('site.wrong') + title : title
}
