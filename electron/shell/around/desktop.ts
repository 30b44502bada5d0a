import { app, BrowserWindow, nativeImage, session, shell } from 'electron'
import type { DesktopPort } from '../../desktop/port.ts'
import type { Log } from '../../platform/log.ts'
import { images } from './images.ts'
import { startAtLogin } from './login.ts'
import { showMenu } from './menu.ts'
import { createNotices } from './notices.ts'
import { print } from './print.ts'
import { openTray } from './tray.ts'
import { createUpdates } from './updates.ts'
import { speak } from './words.ts'

/** What only the system can show, shown by Electron. */
export function createDesktopPort({ show, popOut }: Pick<DesktopPort, 'show' | 'popOut'>, log: Log): DesktopPort {
  const tray = openTray(show, () => app.quit())
  const windows = () => BrowserWindow.getAllWindows()
  const login = startAtLogin()
  const updates = createUpdates(log)
  showMenu([], () => {})
  return {
    show,
    popOut,
    menu(language, commands, run) {
      speak(language)
      showMenu(commands, run)
    },
    attention(waiting, late, text) {
      // On Linux only where Unity's launcher protocol is spoken; elsewhere nothing happens.
      if (process.platform !== 'win32') app.setBadgeCount(waiting)
      else {
        const overlay = waiting > 0 ? nativeImage.createFromDataURL(images.overlay) : null
        for (const window of windows()) window.setOverlayIcon(overlay, text)
      }
      tray.attention(waiting, late, text)
    },
    progress(share) {
      for (const window of windows()) window.setProgressBar(share ?? -1)
    },
    notify: createNotices(show),
    spelling(on) {
      session.defaultSession.setSpellCheckerEnabled(on)
      // macOS finds out by itself what is being written.
      if (on && process.platform !== 'darwin') session.defaultSession.setSpellCheckerLanguages(['en-US', 'es-ES'])
    },
    async drag(file) {
      const icon = await app.getFileIcon(file).catch(() => undefined)
      const shown = icon && !icon.isEmpty() ? icon : nativeImage.createFromDataURL(images.plain)
      BrowserWindow.getFocusedWindow()?.webContents.startDrag({ file, icon: shown })
    },
    print,
    showInFolder: path => shell.showItemInFolder(path),
    ...(login && { startAtLogin: login }),
    ...(updates && { updates }),
  }
}
