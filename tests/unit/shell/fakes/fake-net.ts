/** What electron-updater needs of `electron`: who the app is, and a way to the network, which here is Node's. */
import { type RequestOptions, request } from 'node:http'

export const app = {
  isPackaged: true,
  getVersion: () => '2.0.0',
  getName: () => 'hilo',
  getPath: () => process.env.HILO_FAKE_DATA,
  whenReady: async () => {},
  on() {},
  once() {},
}
export const net = {
  request: ({ protocol, hostname, port, path, headers, method }: RequestOptions) =>
    request({ protocol, hostname, port, path, ...(headers && { headers }), ...(method && { method }) }),
}
export const session = { fromPartition: () => ({}) }
export const autoUpdater = {}
