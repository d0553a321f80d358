// What this log last signed, remembered outside the database: whoever restores an old database cannot make the log sign a
// second history, because this file knows the larger one. Put it on another disk than the database, or it goes back too.

import { readFile } from 'node:fs/promises'
import { parseCheckpoint } from '#kernel/log/checkpoint.ts'
import type { TreeHead } from '#kernel/log/merkle.ts'
import { parseNote } from '#kernel/log/note.ts'
import { writeDurably } from '#platform/blobs/durable.ts'

/** The memory of one log. */
export interface LockFile {
  /** The head last signed, null before the first. Throws when the file is there and cannot be read as a checkpoint. */
  read(): Promise<TreeHead | null>
  /** Remembers a signed checkpoint; durable when it resolves. Called before anyone sees the signature. */
  write(checkpoint: string): Promise<void>
}

/** The lock file at a path. */
export function lockFile(path: string): LockFile {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      if (text === null) return null
      const note = parseNote(text)
      const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note
      if (!checkpoint.ok) throw new Error(`${path} is no checkpoint; bring it back from your backup, never delete it`)
      return checkpoint.value
    },
    write: (checkpoint) => writeDurably(path, Buffer.from(checkpoint)),
  }
}
