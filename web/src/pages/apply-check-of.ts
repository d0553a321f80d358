// What the last look shows of materials and findings. Pure.

import type { HandedMaterial } from '#kernel/material/material.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { AnswerRow } from '../fields/answers.ts'
import type { T } from '../words/words.ts'

/** One row a material asked for, with how it was handed in. */
export function materialRows(
  definition: Pick<ServiceDefinition, 'materials'>,
  asked: readonly string[],
  handed: readonly HandedMaterial[],
  t: T,
): AnswerRow[] {
  return asked.map((kind) => {
    const given = handed.filter((one) => one.kind === kind)
    return {
      title: definition.materials[kind]?.title ?? kind,
      path: `materials.${kind}`,
      value: sayHanded(given, t),
      blank: t('apply.missing'),
    }
  })
}

function sayHanded(given: readonly HandedMaterial[], t: T): string {
  const uploaded = given.filter((one) => one.origin === 'upload').length
  if (uploaded > 0) return t('apply.given', { n: uploaded })
  if (given.some((one) => one.origin === 'paper')) return t('apply.givenPaper')
  return given.length > 0 ? t('apply.givenFetched') : ''
}

/** Where a finding can be mended: the section of its field, or the materials. */
export function hrefOfFinding(definition: Pick<ServiceDefinition, 'sections'>, base: string, path: string): string {
  const [head = ''] = path.split('.')
  if (head === 'materials') return `${base}/materials#file.${path.slice('materials.'.length)}`
  const section = definition.sections.findIndex((one) => one.fields.some((field) => field.split('.')[0] === head))
  return section === -1 ? base : `${base}/${section + 1}#${path}`
}
