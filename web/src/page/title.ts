// The title of the document: a page names itself while it renders.

import { useSSRContext } from 'vue'
import type { RenderTrace } from './document.ts'

/** Names the page; `错误：` stands in front when its form was refused, so that a screen reader says it first. */
export function useTitle(title: string): void {
  if (!import.meta.env.SSR) return
  const trace = useSSRContext<RenderTrace>()
  if (trace) trace.title = title
}
