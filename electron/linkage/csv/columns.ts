import { nicknameGroups } from '../names/nicknames.ts'
import { fold } from '../names/scripts.ts'
import { looksLikeDate, looksLikeMail, looksLikePhone, looksLikePostcode } from './content.ts'

/** What a column of a list of people can mean. `other` is learned from, whatever it is; `none` is left alone. */
export type Meaning =
  | 'truth'
  | 'given'
  | 'middle'
  | 'family'
  | 'otherFamily'
  | 'name'
  | 'nickname'
  | 'mail'
  | 'phone'
  | 'birth'
  | 'birthYear'
  | 'birthMonth'
  | 'birthDay'
  | 'houseNumber'
  | 'street'
  | 'town'
  | 'postcode'
  | 'number'
  | 'reference'
  | 'handle'
  | 'other'
  | 'none'

/** By header, without accents, with one space between words; the first that fits. English, Spanish, German, Polish, French, Italian, Portuguese, Dutch. */
const headers: [Meaning, RegExp][] = [
  ['truth', /^entity$/],
  // Keys of rows, and what may be the truth under another name.
  [
    'none',
    /^(?:|#|no|nr|n|id|row|index|idx|key|pk|line|record|unnamed.*|(?:rec|record|row|unique|uid|source|entity|cluster|person|match|true|gold|group|pair|voter|nc|patient|original|duplicate|dup|tid|cid)(?: (?:id|no|nr|num|number|key|index|label|class))?|(?:rec|tc|nc|c|t|p|u|uu|gu)id|.*(?:cluster|ground truth|entity).*|dataset|file|source.*|fuente|quelle|created.*|updated.*|load date|snapshot.*)$/,
  ],
  [
    'birthYear',
    /(?:birth|geb\w*|nac\w*|naiss\w*|urodz\w*|dob|^b).* ?(?:year|yr|jahr|ano|annee|rok)\w*$|^(?:year|yr|jahr|ano|rok) .*(?:birth|geb|nac|naiss|urodz)|^yob$|^byear$/,
  ],
  ['birthMonth', /(?:birth|geb\w*|nac\w*|dob|^b).* ?(?:month|monat|mes|mois|miesiac)$|^month .*birth|^mob$/],
  ['birthDay', /(?:birth|geb\w*|dob|^b) ?(?:day of month|dd|tag)$|^day of birth$|^(?:birth day|bday|dia nac\w*)$/],
  [
    'birth',
    /birth ?da(?:te|y)|date.*birth|^dob\b|\bdob$|geburts(?:datum|tag)|^geb(?:\.| ?dat\w*)?$|fecha.*nac|^nacimiento$|^f ?nac|naissance|nascita|nascimento|urodz|geboorte|^born$|birthdt/,
  ],
  ['mail', /e ?mail|^mail|correo|^courriel|poczta/],
  ['phone', /phone|^tel|tel(?:efono?|efon|ephone|efoon|efone)|mobile?|movil|handy|celular|^cell|^gsm|^fon$|komork|rufnummer|whatsapp/],
  [
    'number',
    /soc.*sec|^ssn|national.*(?:id|no|num)|^nin$|passport|pasaporte|reisepass|^dni|^nif|^nie$|^nuip|^curp|^rfc|^cpf|cedula|pesel|^nip$|tax.*(?:id|no|num)|steuer|licen[cs]e|(?:customer|client|cliente|kunden|member|account|konto|cuenta|insurance|versicherten?|medicare|nhs|student|employee|card)\W?.*(?:id|no|nr|num\w*|nummer|code|codigo)$|^iban$|ausweis/,
  ],
  ['reference', /^(?:order|invoice|ticket|pedido|factura|bestell\w*|rechnung\w*)\b|reference|referencia/],
  ['handle', /handle|user ?name|^usuario|^login$|^nick$|screen ?name|twitter|telegram|skype|jabber|^jid$/],
  [
    'houseNumber',
    /(?:street|house|str|haus|hous|bldg|building|address|calle|casa|dom) ?(?:no|nr|num|number|nummer|numero|nmbr)\b|^(?:number|numero|hausnummer|hausnr|portal|housenumber|streetnumber|numer domu)$|^house$/,
  ],
  ['postcode', /post ?(?:al)? ?co?d|^zip|zip ?co|^plz|postleitzahl|codigo postal|^cp$|cod post|^cap$|^pin ?code|^kod poczt|^postcode/],
  ['none', /^(?:title|titulo|anrede|salutation|tratamiento|prefix|name prefix|title cd)$/],
  ['nickname', /nick ?name|apodo|spitzname|^alias|preferred|known as|\baka\b/],
  [
    'otherFamily',
    /maiden|birth name|geburtsname|madchenname|soltera|(?:former|previous|old|second|segundo|2nd|other).*(?:sur|last|family|apellido|nachname)|(?:surname|apellido|last name) ?2|apellido materno|^materno$|panienskie/,
  ],
  [
    'middle',
    /middle|^mname|midl|zweit|second(?:o)? (?:given|first|nombre|vorname)|(?:given|first) ?name ?2|segundo nombre|drugie imie|^mi$|midname/,
  ],
  [
    'name',
    /^(?:full|complete|display|whole|person|customer|client|contact|cust)\w* ?name$|^name$|^nombre (?:y|completo)|^fullname|first and surname|^(?:nombre y )?apellidos y nombre|^kunde$|^cliente$|^imie i nazwisko|^nombrecompleto|vollst|^nom complet|^names$|vor und nachname|^nombre apellidos/,
  ],
  ['given', /given|first|fore ?name|^fname|^vorname|vornam|^nombres?\b|^prenom|^imie|^imiona|voornaam|^nome$|christian name|^fn$|^gname/],
  [
    'family',
    /sur ?name|last|family|^lname|nachnam|familiennam|^apellidos?\b|^nom$|nom de famille|nazwisko|cognome|sobrenome|achternaam|paterno|^ln$|^sname|zuname/,
  ],
  [
    'street',
    /street|^str\b|strasse|^addr|address|direccion|domicilio|^calle|adresse|^adr\b|^rue\b|^via\b|ulica|^adres|^adress|straat|indirizzo|endereco|logradouro|^anschrift/,
  ],
  [
    'town',
    /city|town|suburb|locality|municip|ciudad|poblacion|localidad|^ort\b|wohnort|stadt|^ville|miasto|miejscowosc|^comune$|citta|cidade|^village|^plaats|parish|place of residence|residence/,
  ],
]

/** What the header says, if anything. */
export function meaningOfHeader(header: string): Meaning | undefined {
  const name = fold(header.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
  return headers.find(([, fits]) => fits.test(name))?.[0]
}

/** Facts of a column's values, for what its header does not say. */
interface Facts {
  values: string[]
  /** Different ones of all. */
  variety: number
  distinct: number
  share: (fits: (value: string) => boolean) => number
}

function facts(values: string[]): Facts {
  const filled = values.filter(value => value !== '')
  const distinct = new Set(filled).size
  return {
    values: filled,
    distinct,
    variety: filled.length === 0 ? 0 : distinct / filled.length,
    share: fits => (filled.length === 0 ? 0 : filled.filter(fits).length / filled.length),
  }
}

/** Meanings of all columns: by header where the content does not contradict it, by content where it says nothing. */
export function meanings(header: string[], rows: string[][]): Meaning[] {
  const columns = header.map((_, index) => facts(rows.slice(0, 5000).map(row => row[index] ?? '')))
  const found = header.map((name, index) => {
    const said = meaningOfHeader(name)
    const column = columns[index]
    if (said === undefined || said === 'truth' || said === 'none' || !column) return said
    return contradicts(said, column) ? undefined : said
  })
  const free = new Set(found.flatMap((meaning, index) => (meaning === undefined ? [index] : [])))
  const take = (meaning: Meaning, index: number | undefined) => {
    if (index === undefined) return
    found[index] = meaning
    free.delete(index)
  }
  /** The free column that fits best, at least by half. */
  const best = (score: (column: Facts) => number, least = 0.5): number | undefined => {
    let chosen: number | undefined
    let most = least
    for (const index of free) {
      const column = columns[index]
      const value = column && column.values.length > 0 ? score(column) : 0
      if (value > most) [chosen, most] = [index, value]
    }
    return chosen
  }
  for (const index of [...free]) {
    const column = columns[index]
    if (!column) continue
    if (column.share(looksLikeMail) > 0.6) take('mail', index)
    else if (column.share(looksLikePhone) > 0.7) take('phone', index)
    else if (isRowKey(column)) take('none', index)
  }
  const has = (...kinds: Meaning[]) => found.some(meaning => meaning !== undefined && kinds.includes(meaning))
  if (!has('birth', 'birthYear'))
    take(
      'birth',
      best(({ share }) => share(looksLikeDate), 0.7),
    )
  if (!has('postcode'))
    take(
      'postcode',
      best(({ share, variety }) => (variety < 0.9 ? share(looksLikePostcode) : 0), 0.7),
    )
  if (!has('street'))
    take(
      'street',
      best(({ share }) => share(value => /\p{L}{3}/u.test(value) && /\d/.test(value) && / /.test(value)), 0.4),
    )
  if (!has('given', 'name')) {
    const knownWords = (value: string) => nicknameGroups(fold(value.split(/[ ,]/)[0] ?? '')).length > 0
    const given = best(({ share }) => share(value => /^\p{L}[\p{L}'. -]*$/u.test(value) && knownWords(value)), 0.08)
    const manyWords = (index: number) => (columns[index]?.share(value => / /.test(value)) ?? 0) > 0.7
    if (given !== undefined) take(manyWords(given) ? 'name' : 'given', given)
    else
      take(
        'name',
        best(({ share, variety }) => share(value => isWords(value) && / /.test(value)) * variety),
      )
  }
  if (has('given') && !has('family', 'name'))
    take(
      'family',
      best(({ share, variety, distinct }) => (distinct > 20 ? share(isWords) * (0.6 + variety) : 0)),
    )
  if (!has('town'))
    take(
      'town',
      best(({ share, distinct, variety }) => (distinct > 8 && variety < 0.7 ? share(isWords) : 0), 0.7),
    )
  return found.map((meaning, index) => meaning ?? (isUseless(columns[index]) ? 'none' : 'other'))
}

function isWords(value: string): boolean {
  return /^\p{L}[\p{L}\p{M}'’. -]*$/u.test(value)
}

function contradicts(said: Meaning, { share, values }: Facts): boolean {
  if (values.length === 0) return false
  if (said === 'mail') return share(looksLikeMail) < 0.3
  if (said === 'birth') return share(looksLikeDate) < 0.3
  if (said === 'phone') return share(value => /\d{4}/.test(value.replace(/[^\d]/g, ''))) < 0.3
  if (said === 'given' || said === 'family' || said === 'name') return share(value => /\p{L}/u.test(value)) < 0.3
  return false
}

/** As many values as rows, each a number or a code: it tells rows apart, not people. */
function isRowKey({ variety, values }: Facts): boolean {
  return values.length > 1 && variety > 0.995 && values.every(value => /\d/.test(value) && !/\s/.test(value) && !looksLikeDate(value))
}

/** Always the same, or long texts. */
function isUseless(column: Facts | undefined): boolean {
  return !column || column.distinct < 2 || column.share(value => value.length > 120) > 0.3
}
