// Files that a command names must be there and be its sender's own: a name is no right to a file, and what stands in a case
// is opened for everybody who may see that case. Wraps the command handler for callers from outside.

import type { Actor } from '#kernel/case/actor.ts'
import type { Command } from '#kernel/case/command.ts'
import { type Fault, refusal } from '#kernel/refusal.ts'
import type { Blobs } from '#platform/blobs/blob.ts'
import type { commandHandler } from './handle-command.ts'

type Handle = ReturnType<typeof commandHandler>

/** Refuses commands that name a file nobody uploaded, or somebody else: FILE_UNKNOWN, with each place. */
export function ownFilesOnly(handle: Handle, blobs: Pick<Blobs, 'find'>): Handle {
  return async (sent) => {
    const owners = ownersOf(sent.actor)
    const faults = await Promise.all(
      filesNamed(sent.command).map(async ({ path, file }): Promise<Fault | null> => {
        const owner = (await blobs.find(file))?.owner
        const isOwn = owner !== undefined && owners.includes(owner)
        return isOwn ? null : { path, code: 'FILE_UNKNOWN', message: '没有找到您上传的这个文件，请重新上传。' }
      }),
    )
    const found = faults.filter((fault) => fault !== null)
    return found.length > 0 ? { ok: false, refusal: refusal('FILE_UNKNOWN', {}, found) } : handle(sent)
  }
}

/** An agent hands in what either of the two uploaded. */
function ownersOf(actor: Actor): readonly string[] {
  const principal = actor.kind === 'person' ? actor.mandate?.principal.id : undefined
  return principal === undefined ? [actor.id] : [actor.id, principal]
}

function filesNamed(command: Command): readonly { readonly path: string; readonly file: string }[] {
  switch (command.type) {
    case 'submit':
    case 'supplement':
    case 'keepDeferral':
    case 'mend':
      return command.materials.flatMap(({ kind, file }) =>
        file === undefined ? [] : [{ path: `materials.${kind}`, file }],
      )
    case 'attend':
      return [
        ...command.photos.map((file, index) => ({ path: `photos.${index}`, file })),
        ...(command.signature === undefined ? [] : [{ path: 'signature', file: command.signature }]),
      ]
    case 'fulfil':
      return command.files.map((file, index) => ({ path: `files.${index}`, file }))
    default:
      return []
  }
}
