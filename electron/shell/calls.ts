import { app } from 'electron'
import { callOfLink } from '#shared/model/call.ts'
import type { TakesCalls } from '../platform/served.ts'

/**
 * Makes this app the one that opens `hilo:` links, so that a softphone can say who calls. Answers whether a program's arguments held such a link
 * (Windows and Linux start the program again with it; macOS sends an event): the window then stays where it is.
 */
export function takeLinks(hilo: TakesCalls): (args: readonly string[]) => boolean {
  app.setAsDefaultProtocolClient('hilo')
  const take = (link: string): boolean => {
    const call = callOfLink(link)
    // No workspace is open: whoever calls cannot be shown, and no link can change that.
    if (call) hilo.call(call).catch(() => {})
    return call !== undefined
  }
  app.on('open-url', (event, url) => {
    event.preventDefault()
    take(url)
  })
  return args => args.some(take)
}
