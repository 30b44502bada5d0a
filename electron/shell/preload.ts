/** Runs sandboxed beside the page, before it. What it gives the page is all that the page can reach outside itself. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'

window.addEventListener('message', event => {
  if (event.source === window && event.data === 'hilo:connect') ipcRenderer.postMessage('hilo:connect', null, [...event.ports])
})

contextBridge.exposeInMainWorld('hilo', {
  /** The full path of a file that was dropped or chosen; pages are not told otherwise. */
  pathFor: (file: File) => webUtils.getPathForFile(file),
})
