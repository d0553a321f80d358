// 无感报建: a project, the permits and combined services it goes through, and the graph that joins them.

import type { DeclaredGraph, DeclaredService } from '../declared.ts'
import { demoOf } from './demo.ts'
import { examplesOf } from './examples.ts'
import graph from './graph.ts'
import { FILED } from './nodes.ts'
import { taishang, taishangGraph } from './overlay-taishang.ts'
import project from './project.ts'
import { english } from './words-en.ts'

const folder = 'construction'
const overlays = [taishang]

export const construction: readonly DeclaredService[] = [project, ...FILED.map(({ declaration }) => declaration)].map(
  (declaration) => {
    const demo = demoOf(declaration)
    return { folder, declaration, overlays, examples: examplesOf(declaration), english, ...(demo && { demo }) }
  },
)

export const constructionGraph: DeclaredGraph = { folder, declaration: graph, overlays: [taishangGraph], english }
