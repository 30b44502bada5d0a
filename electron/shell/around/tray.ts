import { Menu, type NativeImage, nativeImage, Tray } from 'electron'
import { images } from './images.ts'
import { words } from './words.ts'

/** Black on nothing: macOS colours it as its menu bar needs. */
function template(): NativeImage {
  const image = nativeImage.createFromDataURL(images.template)
  image.addRepresentation({ scaleFactor: 2, dataURL: images.template2x })
  image.setTemplateImage(true)
  return image
}

/** The icon beside the clock: who waits, a way back to the window, a way out. It must be kept: an icon nobody holds disappears. */
export function openTray(show: () => void, quit: () => void) {
  const isMac = process.platform === 'darwin'
  const draw = (state: 'plain' | 'waiting' | 'late'): NativeImage =>
    isMac ? template() : nativeImage.createFromDataURL(images[state]).resize({ width: 16, height: 16 })
  const tray = new Tray(draw('plain'))
  const tell = (text: string): void => {
    const say = words()
    tray.setToolTip(text === '' ? 'Hilo' : `Hilo · ${text}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...(text === '' ? [] : [{ label: text, enabled: false }, { type: 'separator' as const }]),
        { label: say.open, click: show },
        { label: say.quit, click: quit },
      ]),
    )
  }
  tell('')
  // On macOS a click opens the menu, as everywhere in its menu bar.
  if (!isMac) tray.on('click', show)
  return {
    attention(waiting: number, late: number, text: string): void {
      tray.setImage(draw(late > 0 ? 'late' : waiting > 0 ? 'waiting' : 'plain'))
      if (isMac) tray.setTitle(waiting > 0 ? String(waiting) : '')
      tell(text)
    },
  }
}
