// Registries of a demo: rows of plainly invented people and firms from seed/registries/, one file a registry. Where real
// registries are connected, they take the place of these behind the same three answers.

import { readdir, readFile } from 'node:fs/promises'
import type { RegistryAnswer } from '#kernel/case/command.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { Registries } from '#office/cases/registries.ts'

/** Of one registry: its rows by key; `until` where a row holds good for a time only. */
export interface SandboxFile {
  readonly title: string
  readonly rows: Readonly<Record<string, { readonly row: Readonly<Record<string, Data>>; readonly until?: string }>>
}

/** Rows of registries by name and key, beside those of the folder. */
export type SandboxRows = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Data>>>>>>

/** The registries of a folder of `<name>.json`, read once, and of the rows given. One that has neither is not reachable. */
export async function sandboxRegistries(folder: URL, given: readonly SandboxRows[] = []): Promise<Registries> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const files = new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, SandboxFile]> => {
        const text = await readFile(new URL(name, folder), 'utf8')
        return [name.replace(/\.json$/, ''), JSON.parse(text) as SandboxFile]
      }),
    ),
  )
  return {
    async ask(registry, key): Promise<RegistryAnswer> {
      const row = given.map((one) => one[registry]?.[key]).find((one) => one !== undefined)
      if (row) return { row }
      const file = files.get(registry)
      if (!file) return given.some((one) => one[registry]) ? { row: null } : 'unreachable'
      return Object.hasOwn(file.rows, key) ? (file.rows[key] as RegistryAnswer) : { row: null }
    },
  }
}
