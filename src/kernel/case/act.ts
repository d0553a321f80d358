// The shape of an act: may the actor do this now (asked for buttons, before anything is typed), and what it does.

import type { Refusal } from '../refusal.ts'
import type { CommandOf, CommandType } from './command.ts'
import type { Turn } from './turn.ts'

export interface ActOf<T extends CommandType> {
  /** Everything that can be refused before the content is known; `command` then holds only `type`, `branch`, `seen`. */
  readonly may: (
    turn: Turn,
    command: Pick<CommandOf<T>, 'type'> & { readonly seen?: string; readonly branch?: string },
  ) => Refusal | null
  /** Records what happens, or refuses because of the content. Runs only after `may` allowed it. */
  readonly act: (turn: Turn, command: CommandOf<T>) => Refusal | null
}

/** Declares an act; a helper for types alone. */
export const act = <T extends CommandType>(of: ActOf<T>): ActOf<T> => of
