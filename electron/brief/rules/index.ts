import { type Compiled, compile } from './compile.ts'
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import { Rules } from './schema.ts'

/** Every language there are rules for; the first is taken for texts that are in none. */
export const languages: readonly [Compiled, ...Compiled[]] = [compile(Rules.parse(en)), compile(Rules.parse(es))]
