import { createRandom, type Random } from '../../../electron/sample/random.ts'

/** Stocks of made-up words with the skew that real names have: a few that many bear, many that few do. */

const words = (text: string): string[] => text.trim().split(/\s+/)

const english = words(
  `james john robert michael william david thomas charles george emily emma olivia sophie grace ella chloe jessica sarah isabella joshua jack lachlan
  benjamin samuel daniel matthew nicholas alexander mitchell liam ethan connor harrison jayden riley hayden brodie kyle caitlin georgia hannah lauren
  madison taylor zoe mia amelia charlotte ruby holly brianna alicia rebecca stephanie natalie bethany abbey jasmine paige courtney amber logan dylan
  nathan adam aaron oscar hugo toby finn angus hamish campbell jacob luke blake caleb isaac henry edward arthur frederick albert walter harold ernest
  mary elizabeth margaret alice florence edith annie dorothy ethel jane ann catherine anne eleanor frances martha harriet lucy louisa caroline`,
)
const german = words(
  `hans peter klaus wolfgang jurgen dieter manfred uwe gunther horst bernd helmut werner heinz rolf gerhard frank stefan andreas thomas michael
  christian martin matthias markus jens ralf jorg sven torsten dirk carsten oliver ulrich heiko ursula renate monika helga karin brigitte ingrid
  erika christa gisela petra sabine susanne andrea gabriele claudia martina birgit heike angelika anja silke kerstin katrin anke sandra nicole
  ute elke barbara jutta ilse gerda edith hildegard irmgard waltraud elfriede edeltraud karl josef franz anton alfred robert walter kurt`,
)
const germanFamily = words(
  `muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein wolf schroder neumann schwarz
  zimmermann braun kruger hofmann hartmann lange schmitt werner schmitz krause meier lehmann schmid schulze maier kohler herrmann konig walter
  mayer huber kaiser fuchs peters lang scholz moller weiss jung hahn schubert vogel friedrich keller gunther frank berger winkler roth beck
  lorenz baumann franke albrecht schuster simon ludwig bohm winter kraus martin schumacher kramer vogt stein jager otto sommer gross seidel
  heinrich brandt haas schreiber graf schulte dietrich ziegler kuhn kuhne pohl engel horn busch bergmann thomas voigt sauer arnold wolff pfeiffer`,
)
const englishFamily = words(
  `smith jones williams brown wilson taylor johnson white martin anderson thompson nguyen thomas walker harris lee ryan robinson kelly king
  davis wright evans roberts green hall wood jackson clarke patel khan lewis james phillips mason mitchell rose davies rodriguez cox alexander
  campbell murphy edwards moore stewart morris cooper ward hill scott hughes turner parker baker bell bailey murray reid webb chapman ellis`,
)

const pieces = {
  en: [
    words('ash bar col dun el far glen hart in kings lang mar nor oak pem rad sut thorn under wal west whit wood york brad clay den ever'),
    words('ton ham ley ford well wood by field man son ridge worth stone ard ick er ing don'),
  ],
  de: [
    words('acker baden birk diel eck feld gries hage kalt lind mohr nieder ober prei ritt sand tann uhl wies zell stern hol dorn'),
    words('mann er bach berg hofer ner inger meier ke lein schmidt hauser feldt stein kamp ing'),
  ],
  given: [
    words('ad bri cal da el ja ka ki la ma na ra sa sha ta te tra wy za jo mi lo'),
    words('lan na ra den lia sha nny mara li rin ta vin el ndra lyn mon dre von'),
  ],
} as const

function joined([heads = [], tails = []]: readonly (readonly string[])[]): string[] {
  return heads.flatMap(head => tails.map(tail => head + tail))
}

export interface Stock {
  given: string[]
  family: string[]
  streets: string[]
  towns: string[]
}

const towns = joined([pieces.en[0] ?? [], words('ville creek beach heads vale point burgh haven mouth cross')])

export const stocks: Record<'en' | 'de', Stock> = {
  en: {
    given: [...english, ...joined(pieces.given)],
    family: [...englishFamily, ...joined(pieces.en)],
    streets: joined(pieces.en).flatMap(name => words('street place crescent road avenue circuit').map(kind => `${name} ${kind}`)),
    towns,
  },
  de: { given: german, family: [...germanFamily, ...joined(pieces.de)], streets: [], towns },
}

/** The nth of a list about 1/n times as often as its first (G. K. Zipf), less steep at its head as names are. */
export function skewed<T>(random: Random, list: readonly T[]): T {
  const flat = 12
  const share = random.int(0, 1e9) / 1e9
  const at = Math.floor(flat * ((list.length / flat + 1) ** share - 1))
  return random.pick(list.slice(Math.min(at, list.length - 1), Math.min(at, list.length - 1) + 1))
}

export const pad = (number: number, length = 2): string => String(number).padStart(length, '0')

/** Rows in any order as CSV with a header. */
export function csv(header: string, rows: string[][], seed: number): string {
  const random = createRandom(seed)
  const quote = (cell: string) => (/[",;\t\n|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const shuffled = rows.map(row => ({ row, at: random.int(0, 1e9) })).sort((a, b) => a.at - b.at)
  return [words(header), ...shuffled.map(({ row }) => row)].map(row => row.map(quote).join(',')).join('\n')
}

const beside: Record<string, string> = {
  ...{ q: 'wa', w: 'qes', e: 'wrd', r: 'etf', t: 'ryg', y: 'tuh', u: 'yij', i: 'uok', o: 'ipl', p: 'ol', a: 'qsz', s: 'adw', d: 'sfe' },
  ...{ f: 'dgr', g: 'fht', h: 'gjy', j: 'hku', k: 'jli', l: 'ko', z: 'xa', x: 'zc', c: 'xv', v: 'cb', b: 'vn', n: 'bm', m: 'n' },
}

/** One slip of a hand: a letter wrong, missing, twice or in its neighbour's place. */
export function slip(random: Random, text: string): string {
  if (text.length < 2) return text
  const at = random.int(0, text.length - 1)
  const here = text[at] ?? ''
  const letter = /\d/.test(here) ? String(random.int(0, 9)) : random.pick([...(beside[here.toLowerCase()] ?? 'aeiourtns')])
  return random.pick([
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + letter + text.slice(at),
    at > 0 ? text.slice(0, at - 1) + here + (text[at - 1] ?? '') + text.slice(at + 1) : text,
  ])
}

const scanned: [string, string][] = [
  ...words('m:rn rn:m cl:d d:cl li:h l:1 o:0 0:o 5:s s:5 b:6 g:9 9:g 1:l e:c c:e u:v v:u i:l n:h h:b 8:b w:vv ri:n nn:m').map(
    (pair): [string, string] => {
      const [from = '', to = ''] = pair.split(':')
      return [from, to]
    },
  ),
]
const heard: [string, string][] = words(
  'ph:f f:ph ck:k k:ck c:k ie:y y:ie ey:y ll:l l:ll tt:t t:tt ee:ea ea:ee ou:u ai:ay gh:g sch:sh z:s s:z wr:r kn:n mb:m x:ks oo:u er:or ae:e',
).map((pair): [string, string] => {
  const [from = '', to = ''] = pair.split(':')
  return [from, to]
})

function replaced(random: Random, text: string, rules: [string, string][]): string {
  const fitting = rules.filter(([from]) => text.includes(from))
  if (fitting.length === 0) return slip(random, text)
  const [from, to] = random.pick(fitting)
  return text.replace(from, to)
}

/** Read wrong by a machine. */
export const misread = (random: Random, text: string): string => replaced(random, text, scanned)
/** Written as it sounds. */
export const misheard = (random: Random, text: string): string => replaced(random, text, heard)
