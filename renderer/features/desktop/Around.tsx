import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MenuCommand } from '#shared/desktop/calls.ts'
import { api, client } from '../../api/client.ts'
import { onAppEvent } from '../../api/events.ts'
import { commandsNow, useCommands, watchCommands } from '../../commands/registry.ts'
import { useLanguage, useTranslation } from '../../i18n/use-translation.ts'
import { popped, usePlace } from '../../state/place.ts'
import { toast } from '../../ui/toast.tsx'
import { AGAIN } from '../day/TimeLeft.tsx'
import { show, tellOutside } from './notice.ts'
import { popOut } from './pop-out.ts'
import { printTimeline } from './print.ts'

const SAID = 'hilo.trouble'

/** This window, to the program around it. */
const self = crypto.randomUUID()

/** The customer whose timeline is in front. */
function shown(): number | undefined {
  const { place } = usePlace.getState()
  return place.at === 'customers' ? place.customer : undefined
}

/**
 * What the window shows and takes from outside itself: menu, badge, notifications, links and files that are opened. Nothing of it is seen. A
 * customer's own window takes nothing but what its menu is asked for.
 */
export function Around() {
  const { t } = useTranslation('desktop')
  const language = useLanguage()
  const view = useQuery(api.desktop.get.queryOptions()).data
  const isShell = view?.shell === true
  const trouble = view?.trouble
  useEffect(() => {
    // Once for as long as this window is there, through reloads.
    if (!trouble || popped || sessionStorage.getItem(SAID) === trouble) return
    sessionStorage.setItem(SAID, trouble)
    toast({ text: t(`trouble.${trouble}`) })
  }, [trouble, t])
  useMenu(isShell, language)
  useAttention()
  useCallNotices()
  useEffect(() => {
    const take = (): void =>
      void client.desktop.take({ window: self, only: popped !== undefined }).then(
        ({ opened }) => opened.forEach(show),
        () => {},
      )
    take()
    return onAppEvent(event => {
      if (event.type === 'desktop.opened') take()
    })
  }, [])
  useCommands([
    {
      id: 'timeline.pop-out',
      label: t('command.popOut'),
      group: t('group'),
      shortcut: 'Shift+o',
      run: () => {
        const customer = shown()
        if (customer !== undefined) popOut(customer)
      },
      when: () => shown() !== undefined && !popped,
    },
    {
      id: 'timeline.print',
      label: t('command.print'),
      group: t('group'),
      shortcut: 'Mod+p',
      run: () => printTimeline('paper', language),
      when: () => shown() !== undefined,
    },
    {
      id: 'timeline.pdf',
      label: t('command.pdf'),
      group: t('group'),
      run: () => printTimeline('pdf', language),
      when: () => isShell && shown() !== undefined,
    },
  ])
  return null
}

/** After so long without a change the menu is made anew, ms: while a place opens, commands come one after the other. */
const CALM = 400

/** The menu offers what the palette of the window in front does, in the same words. */
function useMenu(isShell: boolean, language: 'en' | 'es'): void {
  useEffect(() => {
    if (!isShell) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let sent = ''
    const send = (): void => {
      const commands = commandsNow()
        .filter(command => !command.keyOnly)
        .map(({ id, label, group, shortcut }): MenuCommand => ({ id, label, group, ...(shortcut && { shortcut }) }))
      const now = JSON.stringify(commands)
      if (now === sent) return
      sent = now
      client.desktop.menu({ window: self, language, commands }).catch(() => {})
    }
    const later = (): void => {
      clearTimeout(timer)
      // Before it is in front for the first time the main window has its menu; after that what is in front has.
      timer = setTimeout(() => (document.hasFocus() || (sent === '' && !popped)) && send(), CALM)
    }
    const front = (): void => {
      sent = ''
      later()
    }
    later()
    addEventListener('focus', front)
    const stop = watchCommands(later)
    return () => {
      clearTimeout(timer)
      removeEventListener('focus', front)
      stop()
    }
  }, [isShell, language])
}

/** Who waits for this agent, for badge and tray; a notification when somebody new does. */
function useAttention(): void {
  const { t } = useTranslation('desktop')
  const { data } = useQuery({ ...api.day.cases.queryOptions({ input: { limit: 1 } }), refetchInterval: AGAIN })
  const waiting = data?.waiting.count
  const late = data?.waiting.late ?? 0
  useEffect(() => {
    if (waiting === undefined) return
    client.desktop.attention({ waiting, late, text: waiting === 0 ? '' : t('attention', { count: waiting }) }).catch(() => {})
    if (before !== undefined && waiting > before) {
      tellOutside({
        tag: 'waiting',
        title: t('notice.waiting'),
        text: t('attention', { count: waiting }),
        opens: { what: 'place', at: 'day' },
        actions: [],
      })
    }
    before = waiting
  }, [waiting, late, t])
}

/** How many waited when they were counted last in this window. */
let before: number | undefined

/** Calls of which was told already. */
const told = new Set<string>()

function useCallNotices(): void {
  const { t } = useTranslation('desktop')
  const { data } = useQuery(api.calls.now.queryOptions())
  useEffect(() => {
    for (const { key, state, direction, customer, number } of data?.calls ?? []) {
      if (state !== 'ringing' || direction !== 'in' || told.has(key)) continue
      told.add(key)
      tellOutside({
        tag: `call ${key}`.slice(0, 100),
        title: t('notice.call'),
        text: customer?.name ?? number ?? t('notice.unknown'),
        ...(customer && { opens: { what: 'customer', id: customer.id } }),
        actions: [{ label: t('notice.note'), opens: { what: 'command', id: 'calls.note' } }],
      })
    }
  }, [data, t])
}
