// The table of pages: each name is a component beside this file, each type the plain data its route fills it with.

import type { GalleryPage } from './gallery.ts'

export interface PageProps {
  readonly gallery: GalleryPage
}

export type PageName = keyof PageProps
