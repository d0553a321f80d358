// The islands, as the server renders them. One file in src/islands is one island.

import type { Component } from 'vue'

const files = import.meta.glob<Component>('../islands/*.vue', { eager: true, import: 'default' })

/** The component of an island. Throws on an unknown name: it is a programmer's mistake. */
export function islandComponent(name: string): Component {
  const component = files[`../islands/${name}.vue`]
  if (!component) throw new Error(`there is no island ${name}`)
  return component
}
