#!/usr/bin/env node
// `npx qinqing …`: the command line, under Node 24 whatever the system's Node is.
import { join } from 'node:path'
import { ensureInstalled, findNode, ROOT, run } from './runtime.mjs'

await ensureInstalled()
process.exitCode = await run(findNode(), [join(ROOT, 'src', 'cli', 'main.ts'), ...process.argv.slice(2)], {
  cwd: process.cwd(),
})
