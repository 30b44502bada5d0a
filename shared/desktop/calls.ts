import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { errors } from '../contract/errors.ts'
import type { FileRisk } from '../safety/file-risk.ts'
import { Opened } from './opened.ts'
import { Popped } from './popped.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** How Hilo behaves on this computer. Times as the computer's own clock shows them: `from` 20:00 `to` 08:00 is the night. */
export const DesktopSettings = z.object({
  notifications: z.boolean(),
  quiet: z.object({ from: Clock, to: Clock }).nullable(),
  /** Underlines what may be misspelt. Off: on Windows and Linux the dictionary would be fetched from Google once. */
  spelling: z.boolean(),
})
export type DesktopSettings = z.infer<typeof DesktopSettings>

/** A newer version. `notes`: plain text. `ready`: restarting installs it; `waiting`: it will, once no call is in progress. */
export type UpdateView =
  | { state: 'current' | 'checking' | 'failed' }
  | { state: 'loading' | 'ready' | 'waiting'; version: string; notes: string; share?: number }

/** set-aside: the file of the settings was broken, a new one was begun. not-kept: it cannot be read or written, what is set holds until the end. */
export type PreferencesTrouble = 'set-aside' | 'not-kept'

export interface DesktopView {
  /** A program of its own around the window: menu, tray, badge. Without, the window is in a browser and does what that can. */
  shell: boolean
  version: string
  settings: DesktopSettings
  /** Absent while all is well. */
  trouble?: PreferencesTrouble
  /** Absent where the system cannot. */
  startAtLogin?: boolean
  /** Absent where this copy is not updated by itself. */
  update?: UpdateView
}

/** A command as the menu shows it; `shortcut` as in the palette: `Mod+k`, or steps such as `g d`. */
export const MenuCommand = z.object({
  id: z.string().max(100),
  label: z.string().max(200),
  group: z.string().max(200),
  shortcut: z.string().max(40).optional(),
})
export type MenuCommand = z.infer<typeof MenuCommand>

const Language = z.enum(['en', 'es'])

/** What a notification says; a later one with the same `tag` takes its place. `opens`: shown when it is pressed. */
export const Notice = z.object({
  tag: z.string().min(1).max(100),
  title: z.string().min(1).max(200),
  text: z.string().max(500),
  opens: Opened.optional(),
  actions: z.array(z.object({ label: z.string().min(1).max(60), opens: Opened })).max(2),
})
export type Notice = z.infer<typeof Notice>

export const desktop = {
  get: oc.errors(errors).output(type<DesktopView>()),
  set: oc
    .errors(errors)
    .input(DesktopSettings.extend({ startAtLogin: z.boolean() }).partial())
    .output(type<DesktopView>()),
  /** The palette's commands in the language shown, for the menu: those of the window in front. What is picked is handed to it alone. */
  menu: oc
    .errors(errors)
    .input(z.object({ window: z.uuid(), language: Language, commands: z.array(MenuCommand).max(300) }))
    .output(type<{ ok: true }>()),
  /** How many customers wait for an answer and how many of those for too long: the badge and the tray show it. */
  attention: oc
    .errors(errors)
    .input(z.object({ waiting: z.number().int().min(0), late: z.number().int().min(0), text: z.string().max(200) }))
    .output(type<{ ok: true }>()),
  /** `window`: the window has to show it by what its browser offers; `nobody`: switched off, or quiet hours. */
  notify: oc.errors(errors).input(Notice).output(type<{ by: 'system' | 'window' | 'nobody' }>()),
  /**
   * What this window was asked for since the last time, oldest first; each is handed out once. Ask again at `desktop.opened`. `only`: nothing but
   * what is meant for this window alone, as a customer's own window asks.
   */
  take: oc
    .errors(errors)
    .input(z.object({ window: z.uuid(), only: z.boolean() }))
    .output(type<{ opened: Opened[] }>()),
  /** Shows something in the main window, and brings it to the front where that is for the system to do. */
  show: oc.errors(errors).input(Opened).output(type<{ ok: true }>()),
  /** A customer in a window of their own; the one that is there comes to the front. Only where `shell` is: a browser's window opens its own. */
  popOut: oc.errors(errors).input(Popped).output(type<{ ok: true }>()),
  /**
   * A customer's timeline on paper, or as a PDF in a file that is asked for. `path`: what the window has to print itself; absent when it was done or
   * the agent thought better of it.
   */
  print: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int(), as: z.enum(['paper', 'pdf']), language: Language }))
    .output(type<{ path?: string }>()),
  /**
   * The window in front goes on with dragging this attachment as a file, out into any other program. Not when something is known against it: that
   * is asked before it is saved. Only where `shell` is: a browser drags by itself.
   */
  drag: oc
    .errors(errors)
    .input(z.object({ id: z.number().int(), position: z.number().int().nonnegative() }))
    .output(type<{ risk: FileRisk | '' }>()),
  /** One-time path of a zip for those who help, without anything of any customer: to be saved by the window. */
  diagnostics: oc.errors(errors).output(type<{ path: string }>()),
  checkForUpdate: oc.errors(errors).output(type<{ ok: true }>()),
  installUpdate: oc.errors(errors).output(type<{ ok: true }>()),
}
