/// <reference types="vite/client" />

declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}

/** The styles and scripts of this build, put in by web/build.ts. */
declare const __WEB_ASSETS__: import('./page/assets.ts').WebAssets
