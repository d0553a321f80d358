// The only script of a page with islands: loads the code of the islands that are on it, and hydrates them.

import { type Component, createSSRApp } from 'vue'
import { PAGE, type PageContext, SPEAK } from '../page/context.ts'
import { type Phrases, translator } from '../words/phrases.ts'
import { speaker, type Words } from '../words/words.ts'

const files = import.meta.glob<Component>('../islands/*.vue', { import: 'default' })

const data = JSON.parse(document.getElementById('page-data')?.textContent ?? '{}') as {
  context: PageContext
  words: Partial<Words>
  phrases: Phrases
}

const translate = translator(data.phrases ?? {})
const t = speaker(data.words, data.context?.locale, (sentence) => translate(sentence) ?? sentence)

async function hydrate(element: HTMLElement): Promise<void> {
  const load = files[`../islands/${element.dataset.island}.vue`]
  if (!load) return
  const app = createSSRApp(await load(), JSON.parse(element.dataset.props ?? '{}'))
  app.provide(PAGE, data.context).provide(SPEAK, t).mount(element)
  element.dataset.alive = ''
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) void hydrate(element)
