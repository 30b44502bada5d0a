import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { os, type RouterClient } from '@orpc/server'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { carry } from '../../../electron/shell/carrier.ts'
import { ipcMain } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

const router = { double: os.handler(({ input }) => Number(input) * 2) }

beforeAll(() => carry({ router, document: async () => undefined }))

/** What Electron tells about the sender of a message, and a client on the other end of the port that came with it. */
function connect(senderFrame: { url: string; parent: object | null } | null): RouterClient<typeof router> {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  ipcMain.emit('hilo:connect', { senderFrame, ports: [port2] })
  port1.start()
  return createORPCClient(new RPCLink({ port: port1 }))
}

test('the window calls the contract over its port', async () => {
  expect(await connect({ url: 'app://hilo/', parent: null }).double(21)).toBe(42)
})

test.each([
  ['a page from elsewhere', { url: 'https://evil.example/', parent: null }],
  ['a host that only begins alike', { url: 'app://hilo.evil/', parent: null }],
  ['another scheme', { url: 'file:///app://hilo/', parent: null }],
  ['a frame inside the window', { url: 'app://hilo/doc/1', parent: {} }],
  ['a frame that is gone', null],
])('%s gets no answer', (_who, frame) => {
  const started: string[] = []
  ipcMain.emit('hilo:connect', { senderFrame: frame, ports: [{ start: () => started.push('start'), on: () => started.push('on') }] })
  expect(started).toEqual([])
})

test('a message without a port is ignored', () => {
  expect(() => ipcMain.emit('hilo:connect', { senderFrame: { url: 'app://hilo/', parent: null }, ports: [] })).not.toThrow()
})
