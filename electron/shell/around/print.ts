import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import { safeFileName } from '#shared/safety/file-name.ts'
import { openPaper } from '../window.ts'
import { words } from './words.ts'

/** Prints a document of ours from a window that is never seen, or writes it as a PDF where a person wants it. */
export async function print(path: string, as: 'paper' | 'pdf', name: string): Promise<void> {
  const parent = BrowserWindow.getFocusedWindow()
  const { paper, loaded } = openPaper(path)
  try {
    await loaded
    if (as === 'paper') {
      // False also when the person thought better of it: the system's own dialog has said what there is to say.
      await new Promise<void>(resolve => paper.webContents.print({}, () => resolve()))
      return
    }
    const options = {
      title: words().pdf,
      defaultPath: join(app.getPath('documents'), safeFileName(`Hilo ${name}.pdf`)),
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    }
    // In front of the window that asks for it: without one it may open behind.
    const { filePath, canceled } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
    if (!canceled)
      await writeFile(filePath, await paper.webContents.printToPDF({ pageSize: 'A4', displayHeaderFooter: false }), { mode: 0o600 })
  } finally {
    paper.destroy()
  }
}
