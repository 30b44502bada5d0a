import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import type { DesktopPort } from '../../desktop/port.ts'

/** Started with the computer, Hilo waits in the tray. */
export const hiddenFlag = '--hidden'

/** Starting with the computer. Undefined for a copy that is not installed: its path may be gone tomorrow. */
export function startAtLogin(): DesktopPort['startAtLogin'] {
  if (!app.isPackaged) return undefined
  return process.platform === 'linux' ? autostart() : loginItem()
}

function loginItem(): DesktopPort['startAtLogin'] {
  const args = [hiddenFlag]
  return {
    get: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: on => app.setLoginItemSettings({ openAtLogin: on, args }),
  }
}

/** freedesktop.org, Desktop Application Autostart Specification; an AppImage's own file is in `APPIMAGE`. */
function autostart(): DesktopPort['startAtLogin'] {
  const file = join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', 'hilo.desktop')
  const program = process.env.APPIMAGE ?? process.execPath
  // Desktop Entry Specification, "The Exec key": quoted, with these four escaped, a percent sign doubled.
  const quoted = `"${program.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`
  return {
    get: () => existsSync(file),
    set(on) {
      if (!on) return rmSync(file, { force: true })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `[Desktop Entry]\nType=Application\nName=Hilo\nExec=${quoted} ${hiddenFlag}\nX-GNOME-Autostart-enabled=true\n`)
    },
  }
}
