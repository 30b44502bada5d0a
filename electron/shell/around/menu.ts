import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '#shared/desktop/calls.ts'
import { type Words, words } from './words.ts'

/** `Mod+k` as `CmdOrCtrl+K`. Undefined for steps (`g d`) and for keys without Ctrl or Cmd: those are the window's, nobody types there. */
export function acceleratorOf(shortcut: string | undefined): string | undefined {
  if (!shortcut || shortcut.includes(' ')) return undefined
  if (/^(Shift\+)?F\d+$/.test(shortcut)) return shortcut
  if (!/^(?:Mod|Alt)\+/.test(shortcut)) return undefined
  return shortcut
    .split('+')
    .map(key => (key === 'Mod' ? 'CmdOrCtrl' : key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The menu as the platform has it, with every command of the palette in it. macOS: the first menu is the app's and holds Settings and Quit;
 * elsewhere they are in File (Apple's Human Interface Guidelines, "The menu bar"; Windows design basics, "Menus").
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  say: Words,
  commands: readonly MenuCommand[],
  run: (id: string) => void,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const item = ({ id, label, shortcut }: MenuCommand): MenuItemConstructorOptions => {
    const accelerator = acceleratorOf(shortcut)
    // The window hears the keys itself, and knows when they are meant for a field.
    return { id, label, click: () => run(id), ...(accelerator && { accelerator, registerAccelerator: false }) }
  }
  const byId = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions[] =>
    commands.some(command => command.id === id) ? [{ id, label, click: () => run(id), ...(accelerator && { accelerator }) }] : []
  const places = commands.filter(({ id }) => placeCommands.has(id))
  const help = commands.filter(({ id }) => id === 'frame.sheet')
  const rest = Object.entries(
    Object.groupBy(
      commands.filter(({ id }) => !placeCommands.has(id) && id !== 'frame.sheet'),
      ({ group }) => group,
    ),
  )
  const settings = byId('frame.settings', say.settings, 'CmdOrCtrl+,')
  const app: MenuItemConstructorOptions = {
    label: 'Hilo',
    submenu: [
      { role: 'about', label: say.about },
      separator,
      ...settings,
      separator,
      { role: 'services', label: say.services },
      separator,
      { role: 'hide', label: say.hide },
      { role: 'hideOthers', label: say.hideOthers },
      { role: 'unhide', label: say.showAll },
      separator,
      { role: 'quit', label: say.quit },
    ],
  }
  const imports = byId('frame.import', say.import, 'CmdOrCtrl+O')
  return [
    ...(isMac ? [app] : []),
    {
      label: say.file,
      submenu: isMac
        ? [...imports, separator, { role: 'close', label: say.close }]
        : [...imports, ...settings, separator, { role: 'quit', label: say.quit }],
    },
    {
      role: 'editMenu',
      label: say.edit,
      submenu: [
        { role: 'undo', label: say.undo },
        { role: 'redo', label: say.redo },
        separator,
        { role: 'cut', label: say.cut },
        { role: 'copy', label: say.copy },
        { role: 'paste', label: say.paste },
        { role: 'pasteAndMatchStyle', label: say.pastePlain },
        { role: 'delete', label: say.remove },
        { role: 'selectAll', label: say.selectAll },
      ],
    },
    {
      label: say.view,
      submenu: [
        { role: 'resetZoom', label: say.zoomReset },
        { role: 'zoomIn', label: say.zoomIn },
        // The role's own key is Ctrl and Plus, which on most keyboards takes Shift as well: the key alone does it too.
        { role: 'zoomIn', label: say.zoomIn, accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
        { role: 'zoomOut', label: say.zoomOut },
        separator,
        { role: 'togglefullscreen', label: say.fullScreen },
      ],
    },
    ...(places.length > 0 ? [{ label: say.go, submenu: places.map(item) }] : []),
    ...(rest.length > 0
      ? [{ label: say.actions, submenu: rest.map(([group, inside = []]) => ({ label: group, submenu: inside.map(item) })) }]
      : []),
    {
      role: 'windowMenu',
      label: say.window,
      submenu: [
        { role: 'minimize', label: say.minimize },
        ...(isMac
          ? [{ role: 'zoom' as const, label: say.zoom }, separator, { role: 'front' as const, label: say.bringToFront }]
          : [{ role: 'close' as const, label: say.close }]),
      ],
    },
    ...(help.length > 0 || !isMac
      ? [
          {
            role: 'help' as const,
            label: say.help,
            submenu: [...help.map(item), ...(isMac ? [] : [{ role: 'about' as const, label: say.about }])],
          },
        ]
      : []),
  ]
}

const placeCommands = new Set(
  ['day', 'customers', 'cases', 'search', 'suggestions', 'import', 'connectors', 'settings'].map(place => `frame.${place}`),
)

export function showMenu(commands: readonly MenuCommand[], run: (id: string) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, words(), commands, run)))
}
