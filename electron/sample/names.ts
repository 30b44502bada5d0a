import type { Agent, Language } from './touch.ts'

interface NameList {
  given: readonly string[]
  family: readonly string[]
  mailDomains: readonly string[]
}

const words = (text: string): string[] => text.trim().split(/\s+/)

/** Names of each language; Japanese ones as `漢字/latin`. */
export const names: Record<Language, NameList> = {
  es: {
    given: words(
      'Ana Carlos Elena Javier Laura Miguel Carmen Antonio Isabel Pablo Sofía Manuel Raquel Andrés Beatriz Sergio Rocío Álvaro Inés Hugo Noelia Óscar Pilar Rubén Teresa Víctor Yolanda Gonzalo Lorena Adrián',
    ),
    family: words(
      'García Martínez López Sánchez Gómez Ruiz Díaz Moreno Álvarez Romero Navarro Torres Domínguez Vázquez Ramos Gil Serrano Blanco Molina Suárez Ortega Delgado Castro Ortiz Rubio Marín Núñez Iglesias Peña Cortés',
    ),
    mailDomains: ['correo.example', 'buzon.example', 'mail.example'],
  },
  en: {
    given: words(
      'Emma Oliver Grace Jack Sophie Harry Amelia George Chloe Liam Zoe Daniel Holly Patrick Ruth Samuel Fiona Kevin Alice Martin Nora Simon Clara Peter Maeve Callum Priya Omar Helen Declan',
    ),
    family: words(
      "Smith Walker Hughes O'Brien Taylor Evans Murphy Wright Green Hall Clarke Patel Wood Turner Cooper Ward Kelly Bennett Gray Shaw Fletcher Doyle Barnes Knight Palmer Hunt Stone Marsh Quinn Lowe",
    ),
    mailDomains: ['inbox.example', 'mail.example', 'post.example'],
  },
  de: {
    given: words(
      'Anna Lukas Lena Felix Katharina Stefan Jürgen Sabine Tobias Ute Matthias Heike Björn Claudia Markus Silke Günther Petra Sven Franziska',
    ),
    family: words(
      'Müller Schmidt Schneider Fischer Becker Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Groß',
    ),
    mailDomains: ['post.example', 'brief.example', 'netz.example'],
  },
  ja: {
    given: words(
      '健太/kenta 美咲/misaki 翔太/shota 陽子/yoko 大輔/daisuke 直美/naomi 拓也/takuya 由美/yumi 誠/makoto 彩/aya 浩二/koji 真理/mari',
    ),
    family: words(
      '佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 渡辺/watanabe 伊藤/ito 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida 山田/yamada',
    ),
    mailDomains: ['post.example', 'tegami.example'],
  },
}

/** Who answers, by language of the customer. */
export const agents: Record<Language, readonly Agent[]> = {
  es: [
    { name: 'Marta Ruiz', extension: '201' },
    { name: 'Diego Salas', extension: '202' },
    { name: 'Nuria Prats', extension: '206' },
    { name: 'Iván Costa', extension: '207' },
  ],
  en: [
    { name: 'Tom Reed', extension: '205' },
    { name: 'Claire Moran', extension: '208' },
    { name: 'Nuria Prats', extension: '206' },
  ],
  de: [
    { name: 'Anja Vogt', extension: '203' },
    { name: 'Diego Salas', extension: '202' },
  ],
  ja: [{ name: 'Haruka Abe', extension: '204' }],
}

/** Our own side, as the files show it. Everything is fictitious. */
export const company = {
  name: 'Alba Telecom',
  /** E.164. */
  number: '+34919000100',
  telegramId: 919000100,
  mailbox: { es: 'soporte@alba.example', en: 'support@alba.example', de: 'kundendienst@alba.example', ja: 'support-jp@alba.example' },
} as const satisfies { mailbox: Record<Language, string> } & Record<string, unknown>
