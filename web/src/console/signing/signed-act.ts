// An act on a case as it is shown to whoever signs it, and the statement that is signed: both from the same command.

import { COMMAND_TITLES, type Command } from '#kernel/case/command.ts'
import { statementOf } from '#kernel/case/signature.ts'
import type { Statement } from '#kernel/case/signed.ts'
import type { T } from '../../words/words.ts'
import type { OpenedCase } from '../case/opened.ts'
import type { Officer } from '../desk/session.ts'
import type { SaidRow } from './signing.ts'

/** `title`: what the screen calls the act, such as 批准. */
export function signedAct(
  { view, definition }: OpenedCase,
  officer: Officer,
  command: Command,
  title: string,
  t: T,
): { readonly said: Statement; readonly rows: readonly SaidRow[] } {
  const { id: caseId, caseNo, state } = view
  const reason = 'reason' in command && typeof command.reason === 'string' ? command.reason : ''
  const step = definition.steps[state.at]?.title ?? state.at
  return {
    said: statementOf(officer.id, { caseId, state, command }),
    rows: [
      { title: t('signing.act'), text: `${COMMAND_TITLES[command.type]}：${title}（${step}）` },
      { title: t('signing.case'), text: `${definition.title}\n${caseNo}` },
      { title: t('signing.applicant'), text: state.applicant.name },
      { title: t('signing.reason'), text: reason === '' ? t('signing.none') : reason },
      { title: t('signing.seen'), text: t('signing.seenCase', { n: state.seq }) },
    ],
  }
}
