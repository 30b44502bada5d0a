import { fold } from '../names/scripts.ts'
import { looksLikeDate, looksLikeMail } from './content.ts'
import { type Facts, facts, Guess } from './guess.ts'

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
    /^(?:|#|no|nr|n|id|row|index|idx|key|pk|line|record|unnamed.*|(?:rec|record|row|unique|uid|source|ent|entity|cluster|person|match|true|gold|group|pair|voter|nc|patient|original|duplicate|dup|tid|cid)(?: (?:id|no|nr|num|number|key|index|label|class))?|(?:rec|tc|nc|c|t|p|u|uu|gu)id|.*(?:cluster|ground truth|entity).*|dataset|file|source.*|fuente|quelle|created.*|updated.*|load date|snapshot.*)$/,
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

/** Of a header longer than this no more is read. */
const LONGEST = 80

/** What the header says, if anything. */
export function meaningOfHeader(header: string): Meaning | undefined {
  const name = fold(header.slice(0, LONGEST).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
  return headers.find(([, fits]) => fits.test(name))?.[0]
}

/** Meanings of all columns: by header where the content does not contradict it, by content where it says nothing. */
export function meanings(header: string[], rows: string[][]): Meaning[] {
  const sample = rows.slice(0, 5000)
  const columns = header.map((_, index) => facts(sample.map(row => row[index] ?? '')))
  const said = header.map((name, index) => {
    const meaning = meaningOfHeader(name)
    const column = columns[index]
    return meaning !== undefined && column && contradicts(meaning, column) ? undefined : meaning
  })
  return new Guess(said, columns).all()
}

function contradicts(said: Meaning, { share, values }: Facts): boolean {
  if (values.length === 0) return false
  if (said === 'mail') return share(looksLikeMail) < 0.3
  if (said === 'birth') return share(looksLikeDate) < 0.3
  if (said === 'phone') return share(value => /\d{4}/.test(value.replace(/[^\d]/g, ''))) < 0.3
  if (said === 'given' || said === 'family' || said === 'name') return share(value => /\p{L}/u.test(value)) < 0.3
  return false
}
