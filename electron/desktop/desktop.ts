import type { AppEvent } from '#shared/contract/index.ts'
import type { DesktopView, MenuCommand, Notice, UpdateView } from '#shared/desktop/calls.ts'
import type { Opened } from '#shared/desktop/opened.ts'
import type { Popped } from '#shared/desktop/popped.ts'
import own from '../../package.json' with { type: 'json' }
import type { Ports } from '../app/ports.ts'
import { createDragged } from './dragged.ts'
import { isQuiet } from './quiet.ts'
import { desktopSettings, setDesktopSettings } from './settings.ts'

/** What was asked for and nobody took: the last of these are kept. */
const KEPT = 20

export interface DesktopOptions extends Pick<Ports, 'folder' | 'desktop' | 'preferences' | 'now'> {
  announce(event: AppEvent): void
  /** Whether the agent speaks with somebody now. */
  onCall(): Promise<boolean>
}

/** What goes on around the window: what it was asked to show, what it tells outside, and how it is kept up to date. */
export function createDesktop({ folder, desktop, preferences, now, announce, onCall }: DesktopOptions) {
  /** With the window it is meant for, if only for one. */
  let asked: { opened: Opened; window?: string }[] = []
  let installing = false
  const dragged = createDragged(folder)
  /** What a run before this one could not take away, because it was cut off. Nobody but the shell drags files. */
  const cleared = desktop && dragged.clear().catch(() => {})
  desktop?.updates?.onChange(() => announce({ type: 'desktop.changed' }))
  desktop?.spelling(desktopSettings(preferences).spelling)

  /** The window (the main one, if none is named) shows it as soon as it can. */
  function open(opened: Opened, window?: string): void {
    asked = [...asked, { opened, ...(window !== undefined && { window }) }].slice(-KEPT)
    announce({ type: 'desktop.opened' })
  }

  function update(): UpdateView | undefined {
    const view = desktop?.updates?.view()
    return installing && view?.state === 'ready' ? { ...view, state: 'waiting' } : view
  }

  /** A call is not cut off by an update. */
  async function installWhenFree(): Promise<void> {
    if (!installing || desktop?.updates?.view().state !== 'ready') return
    if (await onCall()) return announce({ type: 'desktop.changed' })
    installing = false
    desktop.updates.install()
  }

  return {
    open,
    view(): DesktopView {
      const newer = update()
      const trouble = preferences.trouble?.()
      return {
        shell: desktop !== undefined,
        version: own.version,
        settings: desktopSettings(preferences),
        ...(trouble && { trouble }),
        ...(desktop?.startAtLogin && { startAtLogin: desktop.startAtLogin.get() }),
        ...(newer && { update: newer }),
      }
    },
    set({ startAtLogin, ...changes }: Parameters<typeof setDesktopSettings>[1] & { startAtLogin?: boolean | undefined }): void {
      if (startAtLogin !== undefined) desktop?.startAtLogin?.set(startAtLogin)
      const { spelling } = setDesktopSettings(preferences, changes)
      desktop?.spelling(spelling)
      announce({ type: 'desktop.changed' })
    },
    menu: (window: string, language: 'en' | 'es', commands: readonly MenuCommand[]) =>
      desktop?.menu(language, commands, id => open({ what: 'command', id }, window)),
    attention: (waiting: number, late: number, text: string) => desktop?.attention(waiting, late, text),
    notify(notice: Notice): 'system' | 'window' | 'nobody' {
      const { notifications, quiet } = desktopSettings(preferences)
      if (!notifications || isQuiet(quiet, now())) return 'nobody'
      return desktop?.notify(notice, opened => open(opened)) ? 'system' : 'window'
    },
    take(window: string, only: boolean): Opened[] {
      const { mine = [], others = [] } = Object.groupBy(asked, one =>
        one.window === window || (one.window === undefined && !only) ? 'mine' : 'others',
      )
      asked = others
      return mine.map(({ opened }) => opened)
    },
    show(opened: Opened): void {
      open(opened)
      desktop?.show()
    },
    popOut: (popped: Popped) => desktop?.popOut(popped),
    print: desktop?.print,
    async drag(name: string, content: Uint8Array): Promise<void> {
      await cleared
      await desktop?.drag(await dragged.write(name, content))
    },
    /** Nothing that was dragged out is left behind. */
    close: async () => void (desktop && (await dragged.clear())),
    checkForUpdate: () => desktop?.updates?.check(),
    async installUpdate(): Promise<void> {
      installing = true
      await installWhenFree()
    },
    /** What is announced to the windows concerns this too. */
    async hear(event: AppEvent): Promise<void> {
      if (event.type === 'import.progress') {
        const { bytesDone, bytesTotal, endedAt } = event.job
        desktop?.progress(endedAt !== undefined || bytesTotal === 0 ? undefined : bytesDone / bytesTotal)
      }
      if (event.type === 'calls.changed') await installWhenFree()
      // It was locked, or somebody was erased.
      if (desktop && event.type === 'workspace.changed') await dragged.clear()
    },
  }
}

export type Desktop = ReturnType<typeof createDesktop>
