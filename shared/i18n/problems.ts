import type { Problem, ProblemCode } from '../model/problem.ts'

export type Language = 'en' | 'es'

type Sentence = string | ((detail: string) => string)

const english: Record<ProblemCode, Sentence> = {
  'not-found': 'This file or folder is not there (any more).',
  'no-permission': 'Hilo may not read it: allow access to the file or copy it elsewhere.',
  'not-recognised': 'Hilo does not know this kind of file.',
  'customers-file': 'This lists customers, not what was said. Take it in under Settings, Customer details.',
  empty: 'There is nothing in it.',
  truncated: 'It ends in the middle; what came before was taken in.',
  'broken-zip': 'The zip archive is damaged: export it again.',
  'broken-json': 'This part is not valid JSON.',
  'broken-xml': 'This part is not valid XML.',
  'broken-message': 'This mail cannot be taken apart.',
  'broken-row': detail =>
    detail ? `This line does not have the expected form (${detail}).` : 'This line does not have the expected form.',
  'line-too-long': 'This line is too long to be a message.',
  'too-deep': 'Its parts are nested too deeply.',
  'too-large': 'It is too large to be taken in.',
  'missing-column': detail => (detail ? `A column is missing: ${detail}.` : 'A column is missing.'),
  'bad-date': 'Its date cannot be read.',
  'date-out-of-range': 'Its date cannot be true (before 1980 or in the future).',
  'bad-number': detail => (detail ? `This is not a number: ${detail}.` : 'A number cannot be read.'),
  'too-old': 'It and what else is older than this workspace keeps was left out.',
  'no-address': 'It has no address or number to link it to a customer.',
  'disk-full': 'The disk is full: free some space. What you write is saved then; imports are started again, and nothing comes in twice.',
  busy: 'Another program is writing to this workspace: try again when it is done.',
  damaged: 'This part of the data is damaged on the disk. What is shown is right; bring the rest back from a backup (Settings, Backups).',
  cancelled: 'It was cancelled.',
  failed: detail => (detail ? `It failed (${detail}).` : 'It failed.'),
}

const spanish: Record<ProblemCode, Sentence> = {
  'not-found': 'Este archivo o carpeta no está (o ya no está).',
  'no-permission': 'Hilo no puede leerlo: dé acceso al archivo o cópielo a otro sitio.',
  'not-recognised': 'Hilo no conoce este tipo de archivo.',
  'customers-file': 'Esto es una lista de clientes, no de lo que se dijo. Impórtela en Ajustes, Datos de los clientes.',
  empty: 'No contiene nada.',
  truncated: 'Se corta a la mitad; lo anterior sí se ha incorporado.',
  'broken-zip': 'El archivo zip está dañado: expórtelo de nuevo.',
  'broken-json': 'Esta parte no es JSON válido.',
  'broken-xml': 'Esta parte no es XML válido.',
  'broken-message': 'Este correo no se puede descomponer.',
  'broken-row': detail => (detail ? `Esta línea no tiene la forma esperada (${detail}).` : 'Esta línea no tiene la forma esperada.'),
  'line-too-long': 'Esta línea es demasiado larga para ser un mensaje.',
  'too-deep': 'Tiene partes anidadas a demasiada profundidad.',
  'too-large': 'Es demasiado grande para incorporarlo.',
  'missing-column': detail => (detail ? `Falta una columna: ${detail}.` : 'Falta una columna.'),
  'bad-date': 'No se puede leer su fecha.',
  'date-out-of-range': 'Su fecha no puede ser cierta (anterior a 1980 o futura).',
  'bad-number': detail => (detail ? `Esto no es un número: ${detail}.` : 'No se puede leer un número.'),
  'too-old': 'Esto y lo demás que es más antiguo de lo que este espacio conserva se ha dejado fuera.',
  'no-address': 'No tiene dirección ni número con que vincularlo a un cliente.',
  'disk-full':
    'El disco está lleno: libere espacio. Lo que escriba se guarda entonces; las importaciones se inician de nuevo, y nada entra dos veces.',
  busy: 'Otro programa está escribiendo en este espacio: inténtelo cuando termine.',
  damaged:
    'Esta parte de los datos está dañada en el disco. Lo que se ve es correcto; recupere el resto de una copia (Ajustes, Copias de seguridad).',
  cancelled: 'Se ha cancelado.',
  failed: detail => (detail ? `Ha fallado (${detail}).` : 'Ha fallado.'),
}

/** One sentence a person can act on. Where it happened (file, line) is told beside it. */
export function problemText({ code, detail = '' }: Pick<Problem, 'code' | 'detail'>, language: Language): string {
  const sentence = (language === 'es' ? spanish : english)[code]
  return typeof sentence === 'string' ? sentence : sentence(detail)
}
