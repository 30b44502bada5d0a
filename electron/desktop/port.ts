import type { MenuCommand, Notice, UpdateView } from '#shared/desktop/calls.ts'
import type { Opened } from '#shared/desktop/opened.ts'
import type { Popped } from '#shared/desktop/popped.ts'

/** The program around the window, with what only the system can show. Absent where the window is in a browser. */
export interface DesktopPort {
  /** Offers these commands in the menu; `run` gets the id of the one that was picked. */
  menu(language: 'en' | 'es', commands: readonly MenuCommand[], run: (id: string) => void): void
  /** Brings the main window to the front. */
  show(): void
  /** A customer in a window of their own; the one that is there comes to the front. */
  popOut(popped: Popped): void
  /** The badge and the tray. `text` says the same in words. */
  attention(waiting: number, late: number, text: string): void
  /** How far an import is, 0 to 1, on the program's icon; undefined when none runs. */
  progress(share: number | undefined): void
  /** False when the system shows none. */
  notify(notice: Notice, open: (opened: Opened) => void): boolean
  spelling(on: boolean): void
  /** The pointer that drags something in the window in front drags this file (its full path) from now on. */
  drag(file: string): Promise<void>
  /** Shows a file or folder where it lies. */
  showInFolder(path: string): void
  /** Absent where the system cannot. */
  startAtLogin?: { get(): boolean; set(on: boolean): void }
  /** Prints the document at a one-time path, or writes it to a PDF file that is asked for. */
  print(path: string, as: 'paper' | 'pdf', name: string): Promise<void>
  /** Absent where this copy is not updated by itself. */
  updates?: UpdatePort
}

export interface UpdatePort {
  /** Never `waiting`: that is not for the updater to know. */
  view(): UpdateView
  check(): Promise<void>
  /** Ends the program, installs what is ready and starts it again. */
  install(): void
  onChange(listener: () => void): void
}
