// The contract every service keeps, whichever it is: one loop over all of them, in every district they have an overlay for.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { describe, test } from 'node:test'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { instantOf, replay, replayAll } from '#kernel/case/example.ts'
import { checkForm } from '#kernel/form/check-form.ts'
import { leavesOf } from '#kernel/form/form.ts'
import { decodeForm, encodeForm } from '#kernel/form/posted-form.ts'
import { REFUSALS } from '#kernel/refusal.ts'
import { checkService } from '#kernel/service/check.ts'
import { compileService } from '#kernel/service/compile.ts'
import { definitionFaults } from '#kernel/service/definition-shape.ts'
import { rolesOf } from '#kernel/service/step.ts'
import { ROLES } from '#kernel/unit/role.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import { WORLD } from '../../test/support/homestead.ts'
import { SERVICES } from './index.ts'

const sha256 = (text: string) => hash('sha256', text)
const DEFINITIONS = SERVICES.flatMap(({ declaration, overlays }) =>
  overlays.map((overlay) => compileService(declaration, overlay, sha256)),
)

test('no two services share a slug or a task code', () => {
  for (const key of ['slug', 'taskCode'] as const) {
    const values = SERVICES.map(({ declaration }) => declaration[key])
    assert.deepEqual(values, [...new Set(values)])
  }
})

for (const { declaration, overlays, examples } of SERVICES) {
  for (const overlay of overlays) {
    const definition = compileService(declaration, overlay, sha256)
    const replays = replayAll(definition, examples, WORLD)

    describe(`${declaration.slug} in ${overlay.district}`, () => {
      test('compiles to plain data, the same bytes and version every time', () => {
        assert.deepEqual(definitionFaults(definition), [])
        assert.deepEqual(JSON.parse(JSON.stringify(definition)), definition)
        assert.equal(compileService(declaration, overlay, sha256).version, definition.version)
        assert.match(definition.version, /^[0-9a-f]{64}$/)
      })

      test('any change of its text is another version', () => {
        const changed = { ...declaration, guide: { ...declaration.guide, gives: `${declaration.guide.gives}。` } }
        assert.notEqual(compileService(changed, overlay, sha256).version, definition.version)
        const other = { ...overlay, contacts: { ...overlay.contacts, phone: '1' } }
        assert.notEqual(compileService(declaration, other, sha256).version, definition.version)
      })

      test('every proof holds', () => {
        const failed = checkService(definition, replays.covered, DEFINITIONS).proofs.filter(({ holds }) => !holds)
        assert.deepEqual(failed, [])
      })

      test('every example replays as told', () => assert.deepEqual(replays.failures, []))

      test('the examples show what is refused, each by a known code', () => {
        const codes = examples.flatMap(({ script }) => script.flatMap(({ refused }) => (refused ? [refused] : [])))
        assert.ok(codes.length > 0)
        assert.deepEqual(
          codes.filter((code) => !Object.hasOwn(REFUSALS, code)),
          [],
        )
      })

      test('a story that does not go as told is not passed over', () => {
        const [first] = examples
        assert.ok(first)
        const wrong = [
          { ...first, ends: 'nowhere' },
          { ...first, advice: 'invalid' as const },
          { ...first, script: first.script.slice(1) },
          { ...first, script: first.script.map((line) => ({ ...line, refused: 'CASE_ENDED' })) },
        ]
        for (const example of wrong) assert.throws(() => replay(definition, example, WORLD), /./)
        assert.equal(replayAll(definition, wrong, WORLD).failures.length, wrong.length)
      })

      test('its examples are sound applications, and survive being posted by a form', () => {
        for (const { form, submittedAt } of examples) {
          const on = legalDateOf(instantOf(submittedAt))
          const isVillage = (code: string) => WORLD.units.get(code)?.level === 'village'
          assert.deepEqual(checkForm(definition.form, form, { on, isVillage }), [])
          assert.deepEqual(decodeForm(definition.form, encodeForm(definition.form, form)), form)
        }
      })

      test('every role it names has a unit in every village', () => {
        const roles = [
          ...Object.values(definition.steps).flatMap(rolesOf),
          ...(definition.across.suspension ? [definition.across.suspension.by] : []),
          ...(definition.across.extension ? [definition.across.extension.by] : []),
          definition.across.termination.by,
        ].filter((role) => !['department', 'school'].includes(ROLES[role].level) || 'unit' in ROLES[role])
        const villages = [...WORLD.units.values()].filter(({ level }) => level === 'village')
        assert.ok(villages.length > 70)
        for (const role of roles)
          for (const { code } of villages)
            assert.notEqual(unitFor(WORLD.units, role, code), null, `${role} for ${code}`)
      })

      test('the guide is whole: eligibility, basis, a sample for each material the applicant makes', () => {
        const { guide, materials } = definition
        assert.ok(guide.gives && guide.eligibility && guide.review)
        assert.ok(guide.channels.length > 0)
        for (const [kind, { title, from, sample, issuer }] of Object.entries(materials)) {
          assert.ok(sample !== undefined || issuer !== undefined, `${kind}: who makes it?`)
          assert.ok(from.length > 0, kind)
          assert.doesNotMatch(title, /其他|等材料/, '兜底条款 is forbidden')
        }
      })

      test('every question is in plain words, and every choice has at least two answers', () => {
        for (const [path, field] of leavesOf(definition.form)) {
          assert.ok(field.title.trim() !== '', path)
          if (field.kind === 'choice') assert.ok(Object.keys(field.options).length >= 2, path)
        }
      })
    })
  }
}
