// The book at the desk: loaded, typed, judged while it is typed, saved, and taken the next step. What was typed is kept
// when somebody else wrote first.

import { computed, shallowRef } from 'vue'
import { authorCures, type Change } from '#engines/budget/author.ts'
import type { Cure } from '#engines/budget/cure.ts'
import { formFaults } from '#engines/budget/form.ts'
import { judgeBook } from '#engines/budget/report.ts'
import type { BookAct } from '#engines/budget/stage.ts'
import { ask, type Problem, tell } from '../desk/api.ts'
import type { BookAnswer, BooksAnswer } from './answers.ts'
import { bookOf, type Drafting, draftOf, editsOf, redo, typed, undo, unsent } from './drafting.ts'
import { failuresOf } from './failure.ts'

/** Looking for cures takes a tenth of a second; it waits until the typing pauses. */
const PAUSE_MS = 250

/** The newest book in preparation, with everything the page does to it. */
export function useBook() {
  const books = shallowRef<BooksAnswer | null>(null)
  const view = shallowRef<BookAnswer | null>(null)
  const draft = shallowRef<Drafting | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const cures = shallowRef<readonly Cure[] | null>(null)
  const isBusy = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const book = computed(() => draft.value && bookOf(draft.value))
  const report = computed(() => book.value && judgeBook(book.value))
  const faults = computed(() => (book.value ? formFaults(book.value) : []))
  const failures = computed(() => (book.value ? failuresOf(book.value) : []))
  const edits = computed(() => (draft.value ? editsOf(draft.value) : []))

  function set(next: Drafting): void {
    draft.value = next
    cures.value = null
    clearTimeout(timer)
    timer = setTimeout(() => {
      cures.value = failures.value.length > 0 ? authorCures(bookOf(next), next.previous) : []
    }, PAUSE_MS)
  }

  /** Reads what there is now, and puts onto it what was typed but for what the server has, also what is typed meanwhile. */
  async function load(sent: readonly Change[] = []): Promise<void> {
    const list = await ask<BooksAnswer>('/api/budget/books')
    problem.value = list.ok ? null : list.problem
    if (!list.ok) return
    books.value = list.value
    const newest = list.value.books[0]
    if (!newest) return
    const answer = await ask<BookAnswer>(`/api/budget/books/${newest.year}`)
    problem.value = answer.ok ? null : answer.problem
    if (!answer.ok) return
    view.value = answer.value
    const fresh = draftOf(answer.value.book, answer.value.previous)
    const kept = unsent(edits.value, sent)
    set(kept.length > 0 ? typed(fresh, kept) : fresh)
  }

  async function send(path: string, body: object, sent: readonly Change[] = []): Promise<boolean> {
    isBusy.value = true
    const answer = await tell(path, body)
    isBusy.value = false
    problem.value = answer.ok ? null : answer.problem
    if (answer.ok) await load(sent)
    return answer.ok
  }

  return {
    ...{ books, view, draft, book, report, failures, faults, edits, cures, problem, isBusy, load },
    open: () => send('/api/budget/books', {}),
    step: (act: BookAct, note = '') => {
      const sent = act === 'save' ? edits.value : []
      const { year, seq } = view.value!
      const body = { act, seen: seq, note, ...(act === 'save' && { edits: sent }) }
      return send(`/api/budget/books/${year}/steps`, body, sent)
    },
    type: (changes: readonly Change[], isGoingOn = false) => draft.value && set(typed(draft.value, changes, isGoingOn)),
    undo: () => draft.value && set(undo(draft.value)),
    redo: () => draft.value && set(redo(draft.value)),
    stop: () => clearTimeout(timer),
  }
}
