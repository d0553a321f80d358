// What the fields of a form let one choose from beside their own options: offices by level, entries by register.

import { type Field, type FormFields, leavesOf } from '#kernel/form/form.ts'

export interface Choice {
  readonly value: string
  readonly title: string
}

/** By `unit:<level>`, `entry:<register>` or `entry:<register>:<by>`. */
export type Choices = Readonly<Record<string, readonly Choice[]>>

/** The list a field is chosen from, if it is. */
export function choicesKey(field: Field): string | undefined {
  if (field.kind === 'unit') return `unit:${field.level}`
  return field.kind === 'entry' ? `entry:${field.register}${field.by ? `:${field.by}` : ''}` : undefined
}

/** The registers that a form chooses from, and by what, each once by its key. */
export const registersIn = (
  form: FormFields,
): ReadonlyMap<string, { readonly register: string; readonly by?: string }> =>
  new Map(
    [...leavesOf(form)].flatMap(([, field]) =>
      field.kind === 'entry'
        ? [[choicesKey(field)!, { register: field.register ?? '', ...(field.by && { by: field.by }) }]]
        : [],
    ),
  )

/** The names a formula may use, as people read them: `年龄、学历（博士、硕士）`. */
export function formulaNames(field: Field): string {
  if (field.kind !== 'formula') return ''
  return Object.entries(field.names ?? {})
    .map(([name, { words }]) => (words ? `${name}（${Object.values(words).join('、')}）` : name))
    .join('、')
}
