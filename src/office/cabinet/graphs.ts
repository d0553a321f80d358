// The graphs of a district, compiled once at start like the services they join.

import { compileGraph, type Graph } from '#kernel/project/graph.ts'
import { sha256Hex } from '#office/cases/catalogue.ts'
import { GRAPHS } from '#services/index.ts'

export const compileGraphs = (district: string): Graph[] =>
  GRAPHS.flatMap(({ declaration, overlays }) =>
    overlays
      .filter((overlay) => overlay.district === district)
      .map((overlay) => compileGraph(declaration, overlay, sha256Hex)),
  )
