import type { CsvField } from '#shared/model/csv-mapping.ts'
import type { CallFacts } from '#shared/model/interaction.ts'

/** Words of call lists in English, Spanish, German, Portuguese and French, as `plain` writes them. */

/** Lower case, without accents; what is no letter or digit is a blank. `startTime` is two words. */
export function plain(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const word = (words: string) => new RegExp(`(?:^| )(?:${words})(?: |$)`)

/** For each field, what its header is (`exact`) and words that it may contain. */
const headers: Record<CsvField, { exact: RegExp; words: RegExp }> = {
  id: {
    exact:
      /^(?:id|uuid|guid|sid|call id|call uuid|call sid|uniqueid|unique id|linkedid|anruf id|gesprachs id|id (?:de )?(?:la |da )?(?:llamada|chamada)|id (?:de )?(?:l )?appel|identificador|identifiant)$/,
    words: word('id|uuid|guid|reference|referencia|referenz'),
  },
  start: {
    exact:
      /^(?:start|start time|started|started at|call start|call date|calldate|date time|datetime|timestamp|begin|begins|beginn|anfang|inicio|comienzo|debut|fecha y hora|fecha hora|fecha inicio|hora de inicio|hora inicio|fecha de inicio|data e hora|data hora|data de inicio|hora de inicio|inicio da chamada|inicio de (?:la )?llamada|datum uhrzeit|datum und uhrzeit|datum zeit|startzeit|zeitstempel|anrufbeginn|date et heure|date heure|date de debut|heure de debut|horodatage|debut de l appel)$/,
    words: word('start|started|begin|beginn|inicio|comienzo|debut|timestamp|datetime|startzeit'),
  },
  date: {
    exact: /^(?:date|day|fecha|dia|datum|tag|data|jour|date de l appel|fecha de (?:la )?llamada)$/,
    words: word('date|fecha|datum|data'),
  },
  time: { exact: /^(?:time|hour|hora|uhrzeit|zeit|horario|heure)$/, words: word('time|hora|uhrzeit|heure') },
  end: {
    exact:
      /^(?:end|end time|ended|ended at|call end|finish|finished|hangup|fin|final|hora de fin|hora fin|fecha fin|fecha de fin|ende|endzeit|anrufende|fim|termino|data de fim|hora de fim|date de fin|heure de fin)$/,
    words: word('end|ended|fin|fim|ende|endzeit|hangup'),
  },
  from: {
    exact:
      /^(?:from|caller|caller id|caller number|calling number|calling party|source|src|a number|ani|cli|origin|origen|numero origen|numero de origen|llamante|numero llamante|de|desde|remitente|von|anrufer|anrufernummer|quelle|origem|numero de origem|chamador|originador|appelant|numero appelant|numero de l appelant|source number|number|phone|phone number|telephone|telefono|numero|numero de telefono|telefon|telefonnummer|rufnummer|nummer|telefone|numero de telefone)$/,
    words: word(
      'from|caller|calling|source|origen|llamante|anrufer|origem|chamador|appelant|number|phone|telefono|numero|telefon|rufnummer|nummer|telefone',
    ),
  },
  to: {
    exact:
      /^(?:to|callee|called|called number|called party|destination|destination number|dest|dst|b number|dialed|dialed number|dialled number|recipient|destino|numero destino|numero de destino|numero marcado|a|llamado|destinatario|an|nach|ziel|zielnummer|angerufener|angerufene nummer|empfanger|para|numero discado|chamado|appele|numero appele|vers|destinataire)$/,
    words: word(
      'to|callee|called|destination|dialed|dialled|destino|marcado|destinatario|ziel|zielnummer|angerufene|angerufener|discado|chamado|appele|destinataire',
    ),
  },
  direction: {
    exact:
      /^(?:direction|call direction|call type|type|direccion|sentido|tipo|tipo de llamada|richtung|anrufrichtung|typ|art|anrufart|anruftyp|direcao|tipo de chamada|sens|type d appel|in out|inbound outbound)$/,
    words: word('direction|direccion|sentido|richtung|direcao|sens|type|tipo|typ'),
  },
  outcome: {
    exact:
      /^(?:outcome|status|call status|result|call result|disposition|answered|resultado|estado|estado de la llamada|ergebnis|anrufstatus|situacao|estado da chamada|resultat|statut|etat|state)$/,
    words: word('outcome|status|result|disposition|resultado|estado|ergebnis|situacao|resultat|statut|etat'),
  },
  ring: {
    exact:
      /^(?:ring|ring time|ring seconds|ring duration|ringing|wait|wait time|waiting|tiempo de espera|espera|tiempo de timbre|timbre|klingelzeit|klingeldauer|wartezeit|tempo de espera|tempo de toque|toque|attente|temps d attente|sonnerie|duree de sonnerie)$/,
    words: word('ring|ringing|wait|waiting|espera|timbre|klingelzeit|klingeldauer|wartezeit|toque|attente|sonnerie'),
  },
  talk: {
    exact:
      /^(?:talk|talk time|talk seconds|talk duration|conversation|billsec|billable seconds|billed|tiempo de conversacion|conversacion|tiempo hablado|gesprachsdauer|gesprachszeit|gesprach|sprechzeit|tempo de conversa|conversa|tempo falado|conversation|duree de conversation|temps de conversation|temps de parole)$/,
    words: word(
      'talk|talking|billsec|billable|conversation|conversacion|hablado|gesprach|gesprachsdauer|gesprachszeit|sprechzeit|conversa|parole',
    ),
  },
  duration: {
    exact:
      /^(?:duration|call duration|duration seconds|duration sec|duration s|dur|length|call length|total time|seconds|secs|duracion|duracion segundos|duracion s|segundos|tiempo|tiempo total|dauer|dauer sekunden|dauer s|anrufdauer|sekunden|duracao|duracao segundos|duracao s|tempo total|duree|duree secondes|duree s|duree de l appel|secondes)$/,
    words: word('duration|duracion|dauer|anrufdauer|duracao|duree|length|seconds|segundos|sekunden|secondes'),
  },
  name: {
    exact:
      /^(?:name|caller name|contact|contact name|customer|customer name|client|nombre|nombre del cliente|contacto|cliente|kunde|kundenname|kontakt|nome|nome do cliente|contato|nom|nom du client)$/,
    words: word('name|contact|customer|client|nombre|contacto|cliente|kunde|kundenname|kontakt|nome|contato|nom'),
  },
  note: {
    exact:
      /^(?:note|notes|comment|comments|remarks|description|subject|nota|notas|comentario|comentarios|observaciones|descripcion|asunto|notiz|notizen|bemerkung|bemerkungen|kommentar|beschreibung|observacoes|descricao|assunto|remarque|remarques|commentaire|commentaires|objet)$/,
    words: word(
      'note|notes|comment|comments|notas|nota|comentario|observaciones|notiz|bemerkung|kommentar|observacoes|remarque|commentaire',
    ),
  },
}

/** How well a header names a field: 3 it is its name, 1 it contains a word of it, 0 not at all. */
export function headerScore(field: CsvField, header: string): number {
  const text = plain(header)
  if (text === '') return 0
  return headers[field].exact.test(text) ? 3 : headers[field].words.test(text) ? 1 : 0
}

const list = (words: string) => words.split(',').map(text => text.trim())

/** Direction words for calls that come from the customer; a missed or rejected call came in. */
export const inWords = list(`
    in, inbound, incoming, received, missed, rejected, voicemail, i, entrante, entrada, recibida, recibido,
    perdida, rechazada, buzon de voz, eingehend, eingehender, eingang, ankommend, verpasst, verpasster, abgelehnt, empfangen, recebida,
    recebido, rejeitada, entrant, recu, manque, rejete
  `)
export const outWords = list(`
    out, outbound, outgoing, dialed, dialled, placed, made, o, saliente, salida, realizada, emitida, marcada,
    ausgehend, ausgehender, ausgang, abgehend, gewahlt, saida, efetuada, efectuada, discada, sortant, emis, emise, passe
  `)

const outcomeWords: Record<CallFacts['outcome'], string[]> = {
  answered: list(`
    answered, answer, completed, complete, connected, success, successful, ok, yes, normal clearing, contestada,
    contestado, atendida, atendido, completada, respondida, conectada, si, beantwortet, angenommen, erfolgreich,
    verbunden, ja, concluida, completa, sim, repondu, decroche, abouti, terminee, oui
  `),
  missed: list(`
    missed, no answer, noanswer, unanswered, not answered, abandoned, cancelled, canceled, no, timeout, perdida,
    perdido, no contestada, no contestado, no atendida, sin respuesta, abandonada, cancelada, verpasst, verpasster,
    nicht angenommen, nicht beantwortet, keine antwort, unbeantwortet, entgangen, abgebrochen, nein, nao atendida,
    nao atendido, sem resposta, nao, manque, manquee, sans reponse, non repondu, abandonne, non
  `),
  busy: list('busy, user busy, ocupado, ocupada, comunicando, linea ocupada, besetzt, occupe, occupee'),
  failed: list(`
    failed, failure, error, congestion, fallida, fallido, fehlgeschlagen, fehler, falha, falhou, falhada, echec,
    echoue
  `),
  voicemail: list(`
    voicemail, voice mail, mailbox, buzon, buzon de voz, contestador, anrufbeantworter, caixa postal,
    correio de voz, messagerie, messagerie vocale, repondeur
  `),
  rejected: list(`
    rejected, declined, blocked, rechazada, rechazado, abgelehnt, abgewiesen, rejeitada, rejeitado, recusada,
    rejete, rejetee, refuse, refusee
  `),
}
const outcomes = new Map<string, CallFacts['outcome']>()
for (const outcome of ['answered', 'missed', 'busy', 'failed', 'voicemail', 'rejected'] as const) {
  for (const text of outcomeWords[outcome]) outcomes.set(text, outcome)
}

/** A word of a direction or outcome column as the lists above have it: "Llamada perdida" is "perdida". */
export function term(text: string): string {
  return plain(text).replace(/^(?:call|llamada|anruf|chamada|appel) | (?:call|llamada|anruf|chamada|appel)$/g, '')
}

export function outcomeOf(text: string): CallFacts['outcome'] | undefined {
  return outcomes.get(term(text))
}

export function isDirectionWord(text: string): boolean {
  const word = term(text)
  return inWords.includes(word) || outWords.includes(word)
}

/** Month names by their first three letters, as `plain` writes them. */
const months = [
  'jan ene',
  'feb fev',
  'mar mrz',
  'apr abr avr',
  'may mai',
  'jun',
  'jul',
  'aug ago aou',
  'sep set',
  'oct okt out',
  'nov',
  'dec dic dez',
]

/** 1 to 12, or undefined. `plain` text. */
export function monthOf(name: string): number | undefined {
  if (name.startsWith('juin')) return 6
  if (name.startsWith('juil')) return 7
  const index = months.findIndex(names => name.length >= 3 && names.split(' ').includes(name.slice(0, 3)))
  return index < 0 ? undefined : index + 1
}
