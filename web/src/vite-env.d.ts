/// <reference types="vite/client" />

declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}

/** The styles and scripts of this build; see web/build/config.ts. */
declare module 'virtual:web-assets' {
  export const assets: import('./page/assets.ts').WebAssets
}
