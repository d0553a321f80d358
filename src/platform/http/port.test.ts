import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { ConfigError } from '../config.ts'
import { checkPorts } from './port.ts'

const host = '127.0.0.1'

test('a port that is taken is told in one sentence with a way out, and a free one is left free', async () => {
  const taken = createServer().listen(0, host)
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await assert.rejects(checkPorts({ host }, [port]), (error: ConfigError) => {
    assert.match(
      error.message,
      new RegExp(`PORT: port ${port} is in use by another program.*choose another: PORT=\\d+$`),
    )
    return error instanceof ConfigError
  })
  await assert.rejects(checkPorts({ host }, [0, port]), ConfigError)
  taken.close()
  await once(taken, 'close')
  await checkPorts({ host }, [port])
  await checkPorts({ host }, [port])
})

test('an address this machine does not have is blamed on HOST', async () => {
  await assert.rejects(checkPorts({ host: '192.0.2.1' }, [18_099]), /HOST: this machine has no address 192\.0\.2\.1/)
})

test('port 0 can always be had', () => checkPorts({ host }, [0, 0]))
