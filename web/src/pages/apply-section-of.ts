// What the browser is given of a form to check it while it is filled in. Pure.

import type { Field, FormFields } from '#kernel/form/form.ts'

/** The form without why it may ask: nothing is checked by that, and it is a good part of a form's text. */
export const checkedForm = (fields: FormFields): FormFields =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, checkedField(field)]))

function checkedField({ personal: _, ...field }: Field): Field {
  return 'fields' in field ? { ...field, fields: checkedForm(field.fields) } : field
}
