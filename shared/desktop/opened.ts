import * as z from 'zod'
import { callOfLink } from '../model/call.ts'

/** What somebody outside the window asked it to show: a link, files that belong to Hilo, an entry of the menu, a notification. */
export const Opened = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('place'),
    at: z.enum(['day', 'customers', 'cases', 'search', 'suggestions', 'import', 'connectors', 'settings']),
  }),
  /** `interaction`: the one to show first. */
  z.object({ what: z.literal('customer'), id: z.number().int().positive(), interaction: z.number().int().optional() }),
  z.object({ what: z.literal('search'), query: z.string().min(1).max(500) }),
  /** Full paths. */
  z.object({ what: z.literal('files'), paths: z.array(z.string().min(1)).min(1).max(1000) }),
  /** A command of the palette, by its id. */
  z.object({ what: z.literal('command'), id: z.string().max(100) }),
])
export type Opened = z.infer<typeof Opened>

const LONGEST = 2000
/** Places that a link may name. */
const linked: readonly string[] = ['day', 'customers', 'cases', 'connectors', 'settings']

/**
 * `hilo://day`, `hilo://customers`, `hilo://cases`, `hilo://customer/12`, `hilo://search?q=invoice+7`. Anybody can write a link, so that none
 * does more than show a place. Undefined for anything else, calls too (`callOfLink`).
 */
export function openedOfLink(link: string): Opened | undefined {
  if (link.length > LONGEST || callOfLink(link)) return undefined
  const [, host = '', path = '', query = ''] = /^hilo:\/\/([a-z]+)(\/\d{1,15})?\/?(?:\?([^#]*))?(?:#.*)?$/i.exec(link.trim()) ?? []
  const at = host.toLowerCase()
  const wanted =
    at === 'customer'
      ? { what: 'customer', id: Number(path.slice(1)) }
      : at === 'search'
        ? { what: 'search', query: new URLSearchParams(query).get('q')?.trim() }
        : path === '' && linked.includes(at) && { what: 'place', at }
  return Opened.safeParse(wanted).data
}

/** Of a program's arguments (`hilo.exe --data x C:\mail\a.eml`), the files that Hilo is opened with by the system. */
export function filesAmong(args: readonly string[]): string[] {
  return args.filter(arg => !arg.startsWith('-') && /^[^/\\]*[/\\].*\.(eml|mbox)$/is.test(arg))
}
