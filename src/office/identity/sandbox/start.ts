// Starts and stops the sandbox process, for the composition root in demo mode and for tests.

import { fork } from 'node:child_process'
import type { OidcOptions } from '../provider.ts'

export interface Sandbox extends AsyncDisposable {
  readonly oidc: OidcOptions
}

/**
 * Starts the process and waits until it listens. The secret between platform and sandbox is made anew at every start.
 * Throws: when the port is taken.
 */
export async function startSandbox(options: {
  readonly port: number
  readonly host?: string
  readonly redirectUris: readonly string[]
  readonly random: (size: number) => Buffer
}): Promise<Sandbox> {
  const { port, host = '127.0.0.1', redirectUris, random } = options
  const clientId = 'platform'
  const clientSecret = random(32).toString('base64url')
  const child = fork(new URL('main.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const answer = await new Promise<{ issuer?: string; fault?: string }>((resolve, reject) => {
    child.once('message', resolve).once('error', reject)
    child.once('exit', (code) => reject(new Error(`the sign-in sandbox ended with ${code} before it listened`)))
    child.send({ port, host, clientId, clientSecret, redirectUris })
  })
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
  }
  if (answer.issuer === undefined) {
    await stop()
    throw new Error(`the sign-in sandbox cannot listen on port ${port}: ${answer.fault}`)
  }
  return { oidc: { issuer: new URL(answer.issuer), clientId, clientSecret }, [Symbol.asyncDispose]: stop }
}
