/** What of the `electron` package stands around the window, replaced: menus, tray, notifications, dialogs, screens and power. */
import { EventEmitter } from 'node:events'

export interface Item {
  id?: string
  role?: string
  type?: string
  label?: string
  accelerator?: string
  enabled?: boolean
  visible?: boolean
  click?: () => void
  submenu?: Item[]
}

export class Menu {
  static application: Menu | undefined
  readonly template: Item[]
  popped = false

  constructor(template: Item[]) {
    this.template = template
  }
  static buildFromTemplate(template: Item[]): Menu {
    return new Menu(template)
  }
  static setApplicationMenu(menu: Menu): void {
    Menu.application = menu
  }
  popup(): void {
    this.popped = true
  }
}

class Image {
  readonly url: string
  template = false

  constructor(url: string) {
    this.url = url
  }
  resize(): Image {
    return this
  }
  isEmpty(): boolean {
    return this.url === ''
  }
  addRepresentation(): void {}
  setTemplateImage(on: boolean): void {
    this.template = on
  }
}

export const nativeImage = { createFromDataURL: (url: string) => new Image(url) }

export class Tray extends EventEmitter {
  static last: Tray | undefined
  image: Image
  tip = ''
  title = ''
  menu: Menu | undefined

  constructor(image: Image) {
    super()
    this.image = image
    Tray.last = this
  }
  setImage(image: Image): void {
    this.image = image
  }
  setToolTip(tip: string): void {
    this.tip = tip
  }
  setTitle(title: string): void {
    this.title = title
  }
  setContextMenu(menu: Menu): void {
    this.menu = menu
  }
}

export class Notification extends EventEmitter {
  static supported = true
  static shown: Notification[] = []
  readonly options: { id: string; title: string; body: string; actions: { type: string; text: string }[] }

  static isSupported(): boolean {
    return Notification.supported
  }
  constructor(options: Notification['options']) {
    super()
    this.options = options
  }
  show(): void {
    Notification.shown.push(this)
  }
  close(): void {
    Notification.shown = Notification.shown.filter(each => each !== this)
    this.emit('close')
  }
}

export const dialog = {
  answer: 0,
  saveTo: undefined as string | undefined,
  showMessageBoxSync: () => dialog.answer,
  said: [] as string[],
  showErrorBox: (_title: string, text: string) => void dialog.said.push(text),
  parent: undefined as object | undefined,
  /** With or without the window that it stands in front of. */
  showSaveDialog: async (parent: object, options?: object) => {
    dialog.parent = options && parent
    return dialog.saveTo ? { canceled: false, filePath: dialog.saveTo } : { canceled: true, filePath: '' }
  },
}

export const screen = {
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  getAllDisplays: () => screen.displays,
}

export const powerMonitor = new EventEmitter()
