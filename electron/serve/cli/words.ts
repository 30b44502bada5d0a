import type { AuditWhat, Receipt } from '#shared/contract/safety/privacy.ts'
import type { Removed, RetentionPreview } from '#shared/contract/safety/retention.ts'
import type { CallFacts } from '#shared/model/interaction.ts'
import type { Agreed } from '../../linkage/truth.ts'

const share = (value: number): string => value.toFixed(4)
const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** A number or word that a line of the audit log holds. */
type Noted = Record<string, number | string>

/** What the command line says. Numbers are counts of interactions unless named otherwise. */
const english = {
  openAddress: (address: string) => `Hilo is ready for a window. Open ${address} in a browser on this computer; Ctrl-C ends it.`,
  openedInBrowser: 'Hilo is open in your browser; Ctrl-C here ends it.',
  passphrase: 'Passphrase: ',
  newPassphrase: 'Choose a passphrase (it cannot be recovered): ',
  repeat: 'Once more: ',
  differ: 'The two differ; nothing was changed.',
  needPassphrase: 'This workspace needs a passphrase: run this in a terminal or set HILO_PASSPHRASE.',
  wrongPassphrase: 'The passphrase does not fit this workspace.',
  busy: 'Another import is running on this data folder; try again when it is done.',
  openAlready: (folder: string, pid: number) =>
    `Hilo is open on ${folder} already${pid ? `, in process ${pid}` : ''}: use its window, or end it first.`,
  portTaken: (port: string) => `Port ${port} is taken; choose another with --port.`,
  noPermission: (folder: string) => `${folder} cannot be written; choose another folder with --data.`,
  diskFull: (folder: string) => `The disk of ${folder} is full; make room and try again.`,
  newer: 'A newer version of Hilo wrote this workspace; update Hilo to open it.',
  corrupt: (folder: string, backup: string | undefined) =>
    `The workspace in ${folder} is damaged on the disk. ${backup ? `Its newest whole backup: hilo restore ${backup} --data NEW-FOLDER` : 'It has no whole backup here; restore one that was copied elsewhere: hilo restore BACKUP --data NEW-FOLDER'}`,
  keyLost: (folder: string, backup: string | undefined) =>
    `What leads to the key of ${folder} is gone or damaged, and nothing opens it without. ${backup ? `Its newest backup: ${backup}` : 'Restore a backup that was copied elsewhere.'}`,
  badRegion: (text: string) => `${text} is no country code; two letters are, such as ES.`,
  badTimeZone: (text: string) => `${text} is no time zone; Europe/Madrid is one.`,
  notBuilt: 'The window is not built yet; run `npm run build` first.',
  failed: (what: string) => `Failed: ${what}`,
  nobody: (who: string) => `Nobody here has the address or number ${who}.`,
  several: (who: string, names: string) => `${who} fits several customers: ${names}. Give the whole address or number.`,
  takenAsOurs: (own: string) => `Taken as ours: ${own}. Say --own ADDRESS when that is wrong.`,
  reading: (file: string, percent: number, read: number) => `${file}: ${percent} %, ${read} read`,
  imported: (read: number, added: number, duplicates: number, rejected: number) =>
    `${read} read, ${added} added, ${duplicates} were there already, ${rejected} rejected`,
  stopped: 'Stopped; what was taken in stays, and running it again takes in the rest.',
  line: (line: number) => `line ${line}`,
  needNewPassphrase: 'A new passphrase is needed: run this in a terminal or set HILO_NEW_PASSPHRASE.',
  backedUp: (path: string, interactions: number) => `Backed up ${interactions} interactions to ${path}, and read back.`,
  restored: (folder: string, interactions: number) => `Restored ${interactions} interactions to ${folder}.`,
  notABackup: (path: string) => `${path} is no backup that a passphrase opens.`,
  backupChanged: (path: string) => `${path} was changed since it was made; use another backup.`,
  taken: (folder: string) => `${folder} holds a workspace already; name an empty folder with --data.`,
  rekeyed: 'The workspace has a new passphrase and a new key. Backups made before still open with the old passphrase.',
  openElsewhere: 'The workspace is open somewhere else; close it and try again.',
  exported: (file: string) => `Written to ${file}; it is not encrypted.`,
  erased: ({ interactions, shared, identities, mentions, backups, audit }: Receipt) => [
    `Erased: ${interactions} interactions, ${shared} of them with others too, and ${identities} addresses and numbers.`,
    ...(mentions > 0 ? [`${mentions} interactions of others still name them.`] : []),
    ...(backups.length > 0 ? [`Still in these backups: ${backups.join(', ')}`] : []),
    `Receipt: line ${audit.id} of the audit log, ${audit.hash}`,
  ],
  keeps: (channel: string, months: number | undefined) =>
    `${channel}: ${months === undefined ? 'for ever' : months % 12 === 0 ? `${months / 12} years` : `${months} months`}`,
  wouldRemove: ({ interactions, notes, customers, oldest, held }: RetentionPreview) => [
    `Would remove ${interactions} interactions and ${notes} notes of ${customers} customers${oldest === undefined ? '' : `, the oldest of ${day(oldest)}`}.`,
    ...(held > 0 ? [`${held} stay until their case is solved or what was to be done is done.`] : []),
  ],
  removed: ({ interactions, notes, attachments, customers }: Removed) => [
    `Removed: ${interactions} interactions, ${attachments} files in them, ${notes} notes; of ${customers} customers nothing is left.`,
    ...(interactions + notes > 0 ? ['Backups made before still hold them until they are deleted.'] : []),
  ],
  needYes: 'Nothing was changed; with --yes it is.',
  audit: {
    'backup.made': ({ name = '' }) => `Backup ${name} was made`,
    'backup.failed': ({ problem = '' }) => `A backup failed: ${problem}`,
    'backup.settings': () => 'How often backups are made, or how many are kept, was changed',
    'backup.protected': () => 'A passphrase for backups was chosen',
    'workspace.restored': () => 'The workspace was restored from a backup',
    'key.changed': () => 'The workspace was given a new key',
    'customer.exported': ({ customer = '' }) => `Everything of customer ${customer} was exported`,
    'customer.erased': ({ customer = '', interactions = 0 }) => `Customer ${customer} was erased, with ${interactions} interactions`,
    'retention.changed': () => 'How long things are kept was changed',
    'retention.ran': ({ interactions = 0 }) => `What was past its time was removed: ${interactions} interactions`,
    'store.damaged': ({ changes = 0 }) => `Of what was saved last, ${changes} changes could not be read`,
  } satisfies Record<AuditWhat, (detail: Noted) => string>,
  auditNone: 'Nothing has been written down yet.',
  system: 'system',
  intact: 'The workspace is intact.',
  damaged: 'The workspace is damaged:',
  more: 'There are more; narrow the search.',
  nothing: 'Nothing found.',
  noWorkspace: (folder: string) => `There is no workspace in ${folder}; name its folder with --data, or import something first.`,
  tooShort: 'At least 8 characters, please; nothing was changed.',
  badOption: (option: string) => `There is no option ${option}.`,
  badCommand: (name: string) => `There is no command ${name}.`,
  howTo: (name: string) => `Something is missing or does not fit. What ${name} takes:`,
  fileThere: (file: string) => `${file} is there already; name another file.`,
  call: ({ outcome, ring = 0, talk }: CallFacts) =>
    outcome === 'answered' || outcome === 'voicemail' ? `${outcome}, ${talk} s` : ring > 0 ? `${outcome}, rang ${ring} s` : outcome,
  noTruth: (file: string) => `${file} has no column named entity, which says who is who.`,
  noFile: (file: string) => `There is no file ${file}.`,
  isFolder: (file: string) => `${file} is a folder; name a file.`,
  unreadable: (file: string) => `${file} cannot be read; allow it or name another file.`,
  emptyFile: (file: string) => `${file} is empty.`,
  malformed: {
    quote: 'a quote does not end its cell; read without it.',
    more: 'more cells than the first line has; left out.',
    fewer: 'it ends before the column entity; left out.',
  },
  moreMalformed: (file: string, count: number) => `${file}: ${count} more lines are malformed.`,
  linked: ({ precision, recall, f1, pairs }: Agreed) =>
    `precision ${share(precision)}, recall ${share(recall)}, F1 ${share(f1)}; ${pairs} pairs`,
  callTold: 'Told.',
  callNobody: (port: string) => `No Hilo answers on port ${port}.`,
  callToken: 'The token does not fit: make one in Settings and put it into HILO_CALL_TOKEN.',
  callRefused: (status: string) => `Hilo did not take it (${status}).`,
  ignored: (filters: string) => `Not understood: ${filters}`,
  instead: (text: string, instead: string) => `No results for “${text}”. Showing “${instead}”.`,
  usage: `hilo COMMAND [--data DIR] [--json]

  import PATH...        take in mailboxes, chat exports and call logs
    --own ADDRESS       an address, number or chat name of ours (repeat for more)
    --region ES         country of numbers without a country code
    --time-zone ZONE    for files that tell the local time only (Europe/Madrid)
  timeline --who IDENTITY   everything with the customer who has this address or number, oldest first
  customers             everybody, newest activity first
  search QUERY          words, "phrases", from: channel: after: before: has:attachment
  serve --port N        the window for a browser on this computer
  call --port N --from NUMBER [--to NUMBER] [--id ID] [--state ringing|answered|ended]
                        tells a window served on port N of a call; or: call --port N 'hilo://call?from=...'
                        HILO_CALL_TOKEN holds the token made in Settings
  check                 is every page, index and line of the audit log intact?
  backup [--to DIR]     an encrypted copy, read back after it was written
  restore BACKUP        makes a workspace of one in an empty --data DIR
  rekey                 a new passphrase and a new key (HILO_NEW_PASSPHRASE)
  export --who IDENTITY FILE   everything known of one customer as a zip
  erase --who IDENTITY --yes   everything of one customer, for good
  retention             how long each channel is kept
  retention set CHANNEL=AGE... --yes   email, chat, phone, sms, note, survey; 5y, 18m or keep
  retention run [--dry-run]    removes what is older now
  audit                 who backed up, exported, erased
  link --truth FILE     how well the people of a CSV are recognised; its column entity says who is who

Exit code: 0 done, 1 failed, 2 wrong usage. The passphrase is asked for, or taken from HILO_PASSPHRASE.`,
}

const spanish: typeof english = {
  openAddress: address => `Hilo está listo para una ventana. Abra ${address} en un navegador de este equipo; Ctrl-C lo termina.`,
  openedInBrowser: 'Hilo está abierto en su navegador; Ctrl-C aquí lo termina.',
  passphrase: 'Contraseña: ',
  newPassphrase: 'Elija una contraseña (no se puede recuperar): ',
  repeat: 'Otra vez: ',
  differ: 'No coinciden; no se ha cambiado nada.',
  needPassphrase: 'Este espacio necesita una contraseña: ejecútelo en una terminal o defina HILO_PASSPHRASE.',
  wrongPassphrase: 'La contraseña no corresponde a este espacio.',
  busy: 'Hay otra importación en marcha en esta carpeta de datos; inténtelo cuando termine.',
  openAlready: (folder, pid) => `Hilo ya está abierto en ${folder}${pid ? `, en el proceso ${pid}` : ''}: use su ventana o ciérrelo antes.`,
  portTaken: port => `El puerto ${port} está ocupado; elija otro con --port.`,
  noPermission: folder => `No se puede escribir en ${folder}; elija otra carpeta con --data.`,
  diskFull: folder => `El disco de ${folder} está lleno; haga sitio e inténtelo de nuevo.`,
  newer: 'Una versión más nueva de Hilo escribió este espacio; actualice Hilo para abrirlo.',
  corrupt: (folder, backup) =>
    `El espacio de ${folder} está dañado en el disco. ${backup ? `Su copia íntegra más reciente: hilo restore ${backup} --data CARPETA-NUEVA` : 'Aquí no tiene ninguna copia íntegra; restaure una guardada en otro sitio: hilo restore COPIA --data CARPETA-NUEVA'}`,
  keyLost: (folder, backup) =>
    `Lo que lleva a la clave de ${folder} falta o está dañado, y sin ello nada lo abre. ${backup ? `Su copia más reciente: ${backup}` : 'Restaure una copia guardada en otro sitio.'}`,
  badRegion: text => `${text} no es un código de país; dos letras lo son, como ES.`,
  badTimeZone: text => `${text} no es una zona horaria; Europe/Madrid es una.`,
  notBuilt: 'La ventana aún no está construida; ejecute antes `npm run build`.',
  failed: what => `Ha fallado: ${what}`,
  nobody: who => `Nadie tiene aquí la dirección o el número ${who}.`,
  several: (who, names) => `${who} encaja con varios clientes: ${names}. Dé la dirección o el número entero.`,
  takenAsOurs: own => `Se toma como nuestro: ${own}. Use --own DIRECCIÓN si no es así.`,
  reading: (file, percent, read) => `${file}: ${percent} %, ${read} leídas`,
  imported: (read, added, duplicates, rejected) => `${read} leídas, ${added} añadidas, ${duplicates} ya estaban, ${rejected} rechazadas`,
  stopped: 'Detenido; lo incorporado se queda, y al repetirlo entra el resto.',
  line: line => `línea ${line}`,
  needNewPassphrase: 'Hace falta una contraseña nueva: ejecútelo en una terminal o defina HILO_NEW_PASSPHRASE.',
  backedUp: (path, interactions) => `Copia de ${interactions} interacciones en ${path}, releída.`,
  restored: (folder, interactions) => `Restauradas ${interactions} interacciones en ${folder}.`,
  notABackup: path => `${path} no es una copia que se abra con una contraseña.`,
  backupChanged: path => `${path} ha cambiado desde que se hizo; use otra copia.`,
  taken: folder => `${folder} ya tiene un espacio; indique una carpeta vacía con --data.`,
  rekeyed: 'El espacio tiene una contraseña y una clave nuevas. Las copias anteriores se abren con la contraseña anterior.',
  openElsewhere: 'El espacio está abierto en otro sitio; ciérrelo e inténtelo de nuevo.',
  exported: file => `Escrito en ${file}; no está cifrado.`,
  erased: ({ interactions, shared, identities, mentions, backups, audit }) => [
    `Borrado: ${interactions} interacciones, ${shared} de ellas también con otros, y ${identities} direcciones y números.`,
    ...(mentions > 0 ? [`${mentions} interacciones de otros aún los nombran.`] : []),
    ...(backups.length > 0 ? [`Todavía en estas copias: ${backups.join(', ')}`] : []),
    `Recibo: línea ${audit.id} del registro, ${audit.hash}`,
  ],
  keeps: (channel, months) =>
    `${channel}: ${months === undefined ? 'para siempre' : months % 12 === 0 ? `${months / 12} años` : `${months} meses`}`,
  wouldRemove: ({ interactions, notes, customers, oldest, held }) => [
    `Eliminaría ${interactions} interacciones y ${notes} notas de ${customers} clientes${oldest === undefined ? '' : `, la más antigua del ${day(oldest)}`}.`,
    ...(held > 0 ? [`${held} se quedan hasta que su caso se resuelva o lo pendiente esté hecho.`] : []),
  ],
  removed: ({ interactions, notes, attachments, customers }) => [
    `Eliminado: ${interactions} interacciones, ${attachments} archivos en ellas, ${notes} notas; de ${customers} clientes no queda nada.`,
    ...(interactions + notes > 0 ? ['Las copias anteriores los conservan hasta que se borren.'] : []),
  ],
  needYes: 'No se ha cambiado nada; con --yes se cambia.',
  audit: {
    'backup.made': ({ name = '' }) => `Se hizo la copia ${name}`,
    'backup.failed': ({ problem = '' }) => `Falló una copia: ${problem}`,
    'backup.settings': () => 'Se cambió cada cuánto se hacen copias o cuántas se conservan',
    'backup.protected': () => 'Se eligió una contraseña para las copias',
    'workspace.restored': () => 'El espacio se restauró de una copia',
    'key.changed': () => 'El espacio recibió una clave nueva',
    'customer.exported': ({ customer = '' }) => `Se exportó todo lo del cliente ${customer}`,
    'customer.erased': ({ customer = '', interactions = 0 }) => `Se borró el cliente ${customer}, con ${interactions} interacciones`,
    'retention.changed': () => 'Se cambió cuánto se conserva',
    'retention.ran': ({ interactions = 0 }) => `Se eliminó lo que ya no había que conservar: ${interactions} interacciones`,
    'store.damaged': ({ changes = 0 }) => `De lo último guardado, ${changes} cambios no se pudieron leer`,
  },
  auditNone: 'Todavía no hay nada anotado.',
  system: 'sistema',
  intact: 'El espacio está íntegro.',
  damaged: 'El espacio está dañado:',
  more: 'Hay más; afine la búsqueda.',
  nothing: 'No se ha encontrado nada.',
  noWorkspace: folder => `No hay ningún espacio en ${folder}; indique su carpeta con --data o importe algo antes.`,
  tooShort: 'Al menos 8 caracteres, por favor; no se ha cambiado nada.',
  badOption: option => `No existe la opción ${option}.`,
  badCommand: name => `No existe la orden ${name}.`,
  howTo: name => `Falta algo o no encaja. Lo que pide ${name}:`,
  fileThere: file => `${file} ya existe; indique otro archivo.`,
  call: ({ outcome, ring = 0, talk }) => {
    const name = {
      answered: 'atendida',
      missed: 'perdida',
      busy: 'ocupado',
      failed: 'fallida',
      voicemail: 'buzón de voz',
      rejected: 'rechazada',
    }[outcome]
    if (outcome === 'answered' || outcome === 'voicemail') return `${name}, ${talk} s`
    return ring > 0 ? `${name}, sonó ${ring} s` : name
  },
  noTruth: file => `${file} no tiene ninguna columna llamada entity, que dice quién es quién.`,
  noFile: file => `No hay ningún archivo ${file}.`,
  isFolder: file => `${file} es una carpeta; indique un archivo.`,
  unreadable: file => `${file} no se puede leer; permítalo o indique otro archivo.`,
  emptyFile: file => `${file} está vacío.`,
  malformed: {
    quote: 'unas comillas no cierran su celda; leída sin ellas.',
    more: 'más celdas que la primera línea; se deja fuera.',
    fewer: 'termina antes de la columna entity; se deja fuera.',
  },
  moreMalformed: (file, count) => `${file}: ${count} líneas más están mal formadas.`,
  linked: ({ precision, recall, f1, pairs }) =>
    `precisión ${share(precision)}, exhaustividad ${share(recall)}, F1 ${share(f1)}; ${pairs} pares`,
  callTold: 'Dicho.',
  callNobody: port => `Ningún Hilo responde en el puerto ${port}.`,
  callToken: 'El token no corresponde: créelo en Ajustes y póngalo en HILO_CALL_TOKEN.',
  callRefused: status => `Hilo no lo ha aceptado (${status}).`,
  ignored: filters => `No se entiende: ${filters}`,
  instead: (text, instead) => `Sin resultados para «${text}». Se muestra «${instead}».`,
  usage: `hilo ORDEN [--data CARPETA] [--json]

  import RUTA...        incorpora buzones, chats exportados y registros de llamadas
    --own DIRECCIÓN     una dirección, número o nombre de chat nuestro (se puede repetir)
    --region ES         país de los números sin prefijo
    --time-zone ZONA    para archivos que solo dicen la hora local (Europe/Madrid)
  timeline --who IDENTIDAD  todo lo habido con quien tiene esa dirección o número, lo más antiguo primero
  customers             todos, la actividad más reciente primero
  search CONSULTA       palabras, "frases", from: channel: after: before: has:attachment
  serve --port N        la ventana para un navegador de este equipo
  call --port N --from NÚMERO [--to NÚMERO] [--id ID] [--state ringing|answered|ended]
                        avisa de una llamada a la ventana servida en el puerto N; o: call --port N 'hilo://call?from=...'
                        HILO_CALL_TOKEN lleva el token creado en Ajustes
  check                 ¿están íntegras todas las páginas, índices y líneas del registro?
  backup [--to CARPETA] una copia cifrada, releída después de escribirla
  restore COPIA         hace un espacio de ella en una --data CARPETA vacía
  rekey                 una contraseña y una clave nuevas (HILO_NEW_PASSPHRASE)
  export --who IDENTIDAD ARCHIVO   todo lo que se sabe de un cliente, en un zip
  erase --who IDENTIDAD --yes      todo lo de un cliente, para siempre
  retention             cuánto se conserva cada canal
  retention set CANAL=EDAD... --yes    email, chat, phone, sms, note, survey; 5y, 18m o keep
  retention run [--dry-run]    elimina ahora lo más antiguo
  audit                 quién ha copiado, exportado, borrado
  link --truth ARCHIVO  cómo de bien se reconoce a las personas de un CSV; su columna entity dice quién es quién

Código de salida: 0 hecho, 1 ha fallado, 2 mal uso. La contraseña se pide, o se toma de HILO_PASSPHRASE.`,
}

/** By the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX, Internationalization Variables). */
export const language: 'en' | 'es' = (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').startsWith('es')
  ? 'es'
  : 'en'

export const words = language === 'es' ? spanish : english
