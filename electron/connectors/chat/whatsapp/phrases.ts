/**
 * The sentences that WhatsApp itself writes into an export, by the language of the phone that made it. WhatsApp documents none of
 * this; the wording is what its Android and iPhone apps write. Compared without upper case, direction marks and a last full stop.
 */
interface Phrases {
  /** The whole body, in place of a picture or film that was left out. */
  omitted: string[]
  /** Android: follows the name of a file, in parentheses. */
  attached: string[]
  /** iPhone: precedes the name of a file, in angle brackets. */
  attachedTag: string[]
  /** The whole body, or its beginning (deleted by an admin, with the name). */
  deleted: string[]
  /** The end of the body, in angle brackets. */
  edited: string[]
  /** Somewhere in a line that WhatsApp wrote, not a person. */
  system: string[]
}

const languages: Record<string, Phrases> = {
  en: {
    omitted: [
      '<media omitted>',
      'image omitted',
      'video omitted',
      'audio omitted',
      'sticker omitted',
      'gif omitted',
      'document omitted',
      'contact card omitted',
      'video note omitted',
    ],
    attached: ['file attached'],
    attachedTag: ['attached'],
    deleted: ['this message was deleted', 'you deleted this message'],
    edited: ['this message was edited'],
    system: [
      'end-to-end encrypted',
      'missed voice call',
      'missed video call',
      'missed group voice call',
      'missed group video call',
      'voice call,',
      'video call,',
      'security code',
      'created group',
      'created this group',
      'changed the group',
      'changed the subject',
      'changed this group',
      'changed their phone number',
      'disappearing messages',
      'added',
      'removed',
      'joined using',
      'left',
      'business account',
    ],
  },
  es: {
    omitted: [
      '<multimedia omitido>',
      '<archivo omitido>',
      'imagen omitida',
      'video omitido',
      'vídeo omitido',
      'audio omitido',
      'sticker omitido',
      'gif omitido',
      'documento omitido',
      'tarjeta de contacto omitida',
      'nota de video omitida',
    ],
    attached: ['archivo adjunto'],
    attachedTag: ['adjunto'],
    deleted: ['se eliminó este mensaje', 'este mensaje fue eliminado', 'este mensaje se eliminó', 'eliminaste este mensaje'],
    edited: ['se editó este mensaje', 'este mensaje fue editado', 'este mensaje se editó'],
    system: [
      'cifrados de extremo a extremo',
      'cifrado de extremo a extremo',
      'llamada perdida',
      'videollamada perdida',
      'llamada de voz perdida',
      'código de seguridad',
      'creó el grupo',
      'creó este grupo',
      'cambió el asunto',
      'cambió el nombre del grupo',
      'cambió la descripción',
      'cambió el ícono',
      'mensajes temporales',
      'añadió',
      'agregó',
      'eliminó a',
      'se unió',
      'salió del grupo',
      'cuenta de empresa',
    ],
  },
  de: {
    omitted: [
      '<medien ausgeschlossen>',
      '<medien weggelassen>',
      'bild weggelassen',
      'video weggelassen',
      'audio weggelassen',
      'sticker weggelassen',
      'gif weggelassen',
      'dokument weggelassen',
      'kontaktkarte ausgelassen',
      'kontaktkarte weggelassen',
      'videonachricht weggelassen',
    ],
    attached: ['datei angehängt'],
    attachedTag: ['anhang'],
    deleted: ['diese nachricht wurde gelöscht', 'du hast diese nachricht gelöscht'],
    edited: ['diese nachricht wurde bearbeitet'],
    system: [
      'ende-zu-ende-verschlüsselt',
      'verpasster sprachanruf',
      'verpasster videoanruf',
      'sicherheitsnummer',
      'hat die gruppe',
      'hat diese gruppe',
      'hat den betreff',
      'hat den gruppennamen',
      'selbstlöschende nachrichten',
      'hinzugefügt',
      'entfernt',
      'beigetreten',
      'verlassen',
      'unternehmenskonto',
    ],
  },
  pt: {
    omitted: [
      '<mídia oculta>',
      '<arquivo de mídia oculto>',
      '<ficheiro não revelado>',
      '<multimédia omitido>',
      'imagem ocultada',
      'imagem omitida',
      'vídeo omitido',
      'vídeo ocultado',
      'áudio ocultado',
      'áudio omitido',
      'figurinha omitida',
      'gif omitido',
      'documento omitido',
      'cartão do contato omitido',
    ],
    attached: ['arquivo anexado', 'ficheiro anexado'],
    attachedTag: ['anexado', 'anexo'],
    deleted: [
      'mensagem apagada',
      'esta mensagem foi apagada',
      'essa mensagem foi apagada',
      'você apagou esta mensagem',
      'apagou esta mensagem',
      'apagaste esta mensagem',
    ],
    edited: ['mensagem editada', 'esta mensagem foi editada'],
    system: [
      'criptografia de ponta a ponta',
      'encriptadas ponto a ponto',
      'chamada de voz perdida',
      'chamada de vídeo perdida',
      'ligação de voz perdida',
      'código de segurança',
      'criou o grupo',
      'criou este grupo',
      'mudou o nome do grupo',
      'mudou a descrição',
      'mudou a imagem',
      'alterou o nome',
      'alterou o assunto',
      'mensagens temporárias',
      'adicionou',
      'removeu',
      'entrou usando',
      'saiu',
      'conta comercial',
    ],
  },
  fr: {
    omitted: [
      '<médias omis>',
      '<fichier omis>',
      'image absente',
      'image omise',
      'vidéo absente',
      'vidéo omise',
      'audio omis',
      'sticker omis',
      'gif retiré',
      'document manquant',
      'document omis',
      'fiche de contact manquante',
    ],
    attached: ['fichier joint'],
    attachedTag: ['pièce jointe'],
    deleted: ['ce message a été supprimé', 'vous avez supprimé ce message'],
    edited: ['ce message a été modifié'],
    system: [
      'chiffrés de bout en bout',
      'appel vocal manqué',
      'appel vidéo manqué',
      'code de sécurité',
      'a créé le groupe',
      'a créé ce groupe',
      'a changé le nom',
      'a changé le sujet',
      'a modifié',
      'messages éphémères',
      'a ajouté',
      'a retiré',
      'a rejoint',
      'a quitté',
      'compte professionnel',
    ],
  },
  it: {
    omitted: [
      '<media omessi>',
      '<media omesso>',
      '<media esclusi>',
      'immagine omessa',
      'video omesso',
      'audio omesso',
      'sticker non incluso',
      'gif esclusa',
      'documento omesso',
      'scheda contatto omessa',
    ],
    attached: ['file allegato'],
    attachedTag: ['allegato'],
    deleted: ['questo messaggio è stato eliminato', 'hai eliminato questo messaggio'],
    edited: ['questo messaggio è stato modificato'],
    system: [
      'crittografati end-to-end',
      'crittografia end-to-end',
      'chiamata vocale persa',
      'videochiamata persa',
      'codice di sicurezza',
      'ha creato il gruppo',
      'ha creato questo gruppo',
      'ha cambiato',
      'ha modificato',
      'messaggi effimeri',
      'ha aggiunto',
      'ha rimosso',
      'si è unito',
      'ha abbandonato',
      'account business',
    ],
  },
  ja: {
    omitted: [
      '<メディアは含まれていません>',
      '<メディアなし>',
      '画像は含まれていません',
      '動画は含まれていません',
      '音声は含まれていません',
      'スタンプは含まれていません',
      'ドキュメントは含まれていません',
      '画像は省略されました',
      '動画は省略されました',
      '音声は省略されました',
    ],
    attached: ['ファイル添付', '添付ファイル'],
    attachedTag: ['添付ファイル', '添付'],
    deleted: ['このメッセージは削除されました', 'メッセージを削除しました'],
    edited: ['このメッセージは編集されました', '編集済み'],
    system: [
      'エンドツーエンド',
      '音声通話の不在着信',
      'ビデオ通話の不在着信',
      '不在着信',
      'セキュリティコード',
      'グループを作成',
      '変更しました',
      '追加しました',
      '退出しました',
    ],
  },
}

const all = Object.values(languages)
const quote = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const oneOf = (phrases: string[]): string => phrases.map(quote).join('|')

const omitted = all.flatMap(phrases => phrases.omitted)

/** A body that stands for a left-out file. */
export const omittedWhole = new RegExp(`^(?:${oneOf(omitted)})\\.?$`, 'iu')
/** iPhone documents: `name.pdf • 3 pages ‎document omitted`; the direction mark tells it from typed text. Group 1: what precedes. */
export const omittedAfterName = new RegExp(`^(.*\\S)\\s+\u200e(?:${oneOf(omitted)})$`, 'iu')
/** Android: `IMG-2024.jpg (file attached)`. Group 1: the name. */
export const attachedSuffix = new RegExp(`^(\\S.{0,250}\\.\\w{1,8}) \\((?:${oneOf(all.flatMap(phrases => phrases.attached))})\\)$`, 'iu')
/** iPhone: `<attached: 00000012-PHOTO.jpg>`. Group 1: the name. */
export const attachedTag = new RegExp(`<(?:${oneOf(all.flatMap(phrases => phrases.attachedTag))})\\s?[:：]\\s?([^<>]{1,250})>`, 'iu')
/** `by admin Ana` may follow. */
export const deletedWhole = new RegExp(
  `^(?:${oneOf(all.flatMap(phrases => phrases.deleted))})(?: (?:by|por|durch|vom|von|pelo|par|da) .{1,100})?\\.?$`,
  'iu',
)
export const editedSuffix = new RegExp(`<(?:${oneOf(all.flatMap(phrases => phrases.edited))})\\.?>$`, 'iu')
export const systemPhrase = new RegExp(oneOf(all.flatMap(phrases => phrases.system)), 'iu')

/** How the export file of a chat is called; group 1 is the other person or the group. */
export const chatTitles = [
  /^WhatsApp[ -]Chat (?:with|mit|- )\s*(\S.*)$/iu,
  /^(?:Chat|Conversación) de WhatsApp (?:con|- )\s*(\S.*)$/iu,
  /^Conversa do WhatsApp (?:com|- )\s*(\S.*)$/iu,
  /^Discussion WhatsApp (?:avec|- )\s*(\S.*)$/iu,
  /^Chat WhatsApp (?:con|- )\s*(\S.*)$/iu,
  /^WhatsApp (?:チャット|のトーク)\s*(?:-\s*)?(\S.*)$/iu,
]
