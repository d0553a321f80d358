// The officer's phrases as the desk holds them: their own and their units', read once, renewed when one is kept or dropped.

import { shallowRef } from 'vue'
import type { Offer } from '../case/offer.ts'
import { type Answer, ask, tell } from '../desk/api.ts'
import type { Phrase } from './answers.ts'

export const phrases = shallowRef<readonly Phrase[]>([])

export async function readPhrases(): Promise<Answer<unknown>> {
  const answer = await ask<{ readonly items: readonly Phrase[] }>('/api/desk/phrases')
  if (answer.ok) phrases.value = answer.value.items
  return answer
}

export async function keepPhrase(phrase: Pick<Phrase, 'unit' | 'act' | 'text'>): Promise<Answer<unknown>> {
  const sent = await tell('/api/desk/phrases', phrase)
  return sent.ok ? readPhrases() : sent
}

export async function dropPhrase(id: string): Promise<Answer<unknown>> {
  const sent = await tell(`/api/desk/phrases/${id}`, {}, { method: 'DELETE' })
  return sent.ok ? readPhrases() : sent
}

/** The act a phrase is kept under: opinions by their verdict, whatever the road they are given on. */
export const actOf = ({ type, key }: Pick<Offer, 'type' | 'key'>): string =>
  type === 'opine' || type === 'decide' ? `${type}.${key.split('.').at(-1)}` : type
