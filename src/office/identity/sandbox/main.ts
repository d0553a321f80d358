// The sandbox process. Started by start.ts with its options as the first message; it answers with its address and ends
// when its parent does.

import { listenSandbox, type SandboxOptions } from './provider.ts'

process.on('disconnect', () => process.exit(0))
process.once('message', async (options: SandboxOptions) => {
  try {
    const { issuer } = await listenSandbox(options)
    process.send?.({ issuer })
  } catch (error) {
    process.send?.({ fault: String(error) })
  }
})
