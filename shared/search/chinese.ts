import pairs from 'opencc-js/dict/TSCharacters'

const HAN = /[\u3400-\u9fff\ud840-\ud8ff]/
/** What has these is Japanese. */
const KANA = /[\u3041-\u30ff]/
/** What one simplified character stands for is tried together with each other's in so many ways, */
const FORMS = 8
/** and, in words of so many characters, that one of them is the same in both: 後台. */
const LONGEST = 6

interface Table {
  simplified: ReadonlyMap<string, string>
  traditional: ReadonlyMap<string, readonly string[]>
}

let table: Table | undefined

/** Read when something Chinese is first looked for: a few thousand characters. */
function read(): Table {
  const simplified = new Map<string, string>()
  const traditional = new Map<string, string[]>()
  for (const pair of pairs.split('|')) {
    const [from = '', to = ''] = pair.split(' ')
    simplified.set(from, to)
    const known = traditional.get(to)
    if (known) known.push(from)
    else traditional.set(to, [from])
  }
  return { simplified, traditional }
}

/** A folded word in simplified and in traditional characters, itself among them: 手机 and 手機. Character by character, as OpenCC's table has them. */
export function chinese(folded: string): string[] {
  if (!HAN.test(folded) || KANA.test(folded)) return []
  table ??= read()
  const { simplified, traditional } = table
  const plain = Array.from(folded, character => simplified.get(character) ?? character)
  const choices = plain.map(character => traditional.get(character) ?? [character])
  const forms = choices.reduce((begun, choice) => begun.flatMap(form => choice.map(character => form + character)).slice(0, FORMS), [''])
  const same =
    plain.length > LONGEST ? [] : plain.map((one, at) => choices.map(([first = ''], index) => (index === at ? one : first)).join(''))
  return [plain.join(''), ...forms, ...same]
}
