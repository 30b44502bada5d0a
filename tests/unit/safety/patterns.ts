import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'

export interface Pattern {
  /** File and line, or the module that made it. */
  where: string
  source: string
  flags: string
}

const root = join(import.meta.dirname, '..', '..', '..')

/** Modules that put patterns together when they are loaded; the rest are literals. */
export const made = [
  'electron/brief/references.ts',
  'electron/brief/read.ts',
  'electron/suggestions/references.ts',
  'electron/connectors/chat/whatsapp/phrases.ts',
  'electron/connectors/chat/whatsapp/header.ts',
  'electron/connectors/email/content/dates.ts',
  'electron/connectors/phone/csv/words.ts',
  'electron/surveys/number.ts',
  'shared/safety/mask.ts',
  'shared/search/fold.ts',
  'shared/search/mark.ts',
  'electron/search/words.ts',
]

/** Every pattern that is written down in the program. */
export function writtenPatterns(): Pattern[] {
  return sources().flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    const found: Pattern[] = []
    new Visitor({
      Literal(node) {
        if (!('regex' in node)) return
        const line = text.slice(0, node.start).split('\n').length
        found.push({ where: `${file}:${line}`, source: node.regex.pattern, flags: node.regex.flags })
      },
    }).visit(parseSync(file, text).program)
    return found
  })
}

/** Every pattern that is put together from words. */
export async function madePatterns(): Promise<Pattern[]> {
  const found: Pattern[] = []
  const Real = globalThis.RegExp
  for (const file of made) {
    globalThis.RegExp = new Proxy(Real, {
      construct(target, given) {
        const pattern: RegExp = Reflect.construct(target, given)
        found.push({ where: file, source: pattern.source, flags: pattern.flags })
        return pattern
      },
    })
    try {
      await import(join(root, file))
    } finally {
      globalThis.RegExp = Real
    }
  }
  return found
}

/** Files that say `new RegExp`, so that none is forgotten above. */
export function filesThatMakePatterns(): string[] {
  return sources().filter(file => /\bRegExp\(/.test(readFileSync(join(root, file), 'utf8')))
}

function sources(): string[] {
  return ['electron', 'renderer', 'shared'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map(name => join(folder, name))
      // The sample's generator reads its own scripts alone.
      .filter(name => /\.tsx?$/.test(name) && !name.startsWith(join('electron', 'sample'))),
  )
}
