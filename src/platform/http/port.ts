// Whether the ports of the settings can be had, asked before anything is opened. Called by server.ts.

import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Config, ConfigError } from '../config.ts'

/**
 * Throws: `ConfigError` that names the port and says how to choose another, when one of them cannot be had.
 * Port 0 asks the system for a free one and can always be had.
 */
export async function checkPorts({ host }: Pick<Config, 'host'>, ports: readonly number[]): Promise<void> {
  for (const port of ports.filter((one) => one !== 0)) {
    const code = await refusalOf(port, host)
    if (code === undefined) continue
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigError([{ variable: 'HOST', text: `this machine has no address ${host}` }])
    const [wanted] = ports as [number]
    throw new ConfigError([
      { variable: 'PORT', text: `${whyNot(port, code)}; choose another: PORT=${otherThan(wanted)}` },
    ])
  }
}

function whyNot(port: number, code: string): string {
  if (code === 'EADDRINUSE') return `port ${port} is in use by another program, perhaps by another start of this one`
  if (code === 'EACCES') return `this user may not open port ${port}`
  return `port ${port} cannot be opened (${code})`
}

const otherThan = (port: number) => (port < 1_024 ? 8_080 : port < 65_000 ? port + 100 : port - 100)

async function refusalOf(port: number, host: string): Promise<string | undefined> {
  const server = createServer()
  try {
    await once(server.listen(port, host), 'listening')
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
}
