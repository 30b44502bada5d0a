import type { Random } from '../../../electron/sample/random.ts'

const list = (text: string): string[] => text.trim().split(/\s+/)

interface Script {
  /** The words everybody uses, most frequent first. */
  frequent: string[]
  /** What its rarer words are made of. */
  syllables: string[]
  between: string
  stop: string
  ask: string
}

const scripts = {
  es: {
    frequent: list(
      'de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes algunos qué unos yo otro otras otra él tanto factura cuenta gracias pedido hola línea fibra avería técnico número pago tarjeta contrato cliente mañana hoy semana ayuda problema router instalación baja alta cobro correo teléfono dirección envío devolución plazo garantía cita horario respuesta llamada mensaje buenos días saludos nunca nadie sigue funciona cambio urgente',
    ),
    syllables: list(
      'ca ta ra no do ci ón men to re con pa per sa ti vo des ma ble lo fi la mi tra di en so pro ve ju ga rro lla ña cho quí ser par cam pon',
    ),
    between: ' ',
    stop: '.',
    ask: '?',
  },
  en: {
    frequent: list(
      'the of and to a in is it you that was for on are with as I his they be at one have this from or had by not but what some we can out other were all there when up use your how said an each she which do their time if will way about many then them write would like so these her long make thing see him two has look more day could go come did my no most who over know than call first people down side been now find invoice account thanks order hello line broadband outage engineer number payment card contract customer tomorrow today week help problem router install cancel refund charge mail phone address delivery return warranty appointment still nobody answered urgent please change bill',
    ),
    syllables: list(
      'con ter per ing tion al re de un ble ment ex pro sta ver com in sub ance ly for est tri mo lan cor bur wick ham ford ton ley ster sh ock ell ard en is',
    ),
    between: ' ',
    stop: '.',
    ask: '?',
  },
  de: {
    frequent: list(
      'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn Rechnung Konto danke Bestellung hallo Leitung Anschluss Störung Techniker Nummer Zahlung Karte Vertrag Kunde morgen heute Woche Hilfe Problem Router Kündigung Lieferung Rückgabe Termin Antwort Anruf Nachricht dringend Grüße bitte leider immer wieder niemand Gutschrift Mahnung Adresse',
    ),
    syllables: list(
      'ver ge be ent zer schaft heit keit ung lich bar werk stell frist schluss rech nungs lei tung ab auf ein vor nach über haus kauf preis',
    ),
    between: ' ',
    stop: '.',
    ask: '?',
  },
  pl: {
    frequent: list(
      'w i na z do się nie to że jest o jak za po co od tak przez ale przy już tylko dla był czy jej są ze może oraz jego być ma lub który także bardzo faktura konto dziękuję zamówienie linia światłowód awaria technik numer płatność karta umowa klient jutro dzisiaj tydzień pomoc problem zwrot dostawa adres termin odpowiedź wiadomość pilne proszę nikt nadal zmiana reklamacja',
    ),
    syllables: list('prze nie wy za po roz czy szcz ność owa nie cie ski dzie rzy ąć ęta łow mie kra sto bro wie nos żal'),
    between: ' ',
    stop: '.',
    ask: '?',
  },
  ar: {
    frequent: list(
      'في من على إلى أن هذا التي الذي مع عن كان لا ما هو هي بعد قبل كل لم قد أو حتى إذا ثم بين عند منذ الفاتورة الحساب شكرا الطلب مرحبا الخط الإنترنت العطل الفني الرقم الدفع البطاقة العقد العميل غدا اليوم الأسبوع مساعدة مشكلة إلغاء توصيل عنوان موعد رد مكالمة رسالة عاجل تغيير',
    ),
    syllables: list('مست قب لم ال كت اب در سة ون ات عم يل طل حس بي ري نا شر فت حق وص'),
    between: ' ',
    stop: '.',
    ask: '؟',
  },
  ja: {
    frequent: list(
      'の に は を た が で て と し れ さ ある いる も する から な こと として いや れる など なっ ない この ため その あっ よう また もの という あり まで 請求書 口座 ありがとう 注文 こんにちは 回線 光回線 障害 技術者 番号 支払い カード 契約 お客様 明日 今日 来週 助け 問題 ルーター 設置 解約 返金 料金 メール 電話 住所 配送 返品 保証 予約 返事 至急 変更 お願いします まだ 届きません',
    ),
    syllables: list(
      '東 京 大 学 生 活 動 作 業 務 電 気 料 理 由 来 年 度 合 計 画 面 会 社 員 証 明 確 認 定 期 間 違 約 束 縛 送 信 号 線',
    ),
    between: '',
    stop: '。',
    ask: '？',
  },
  zh: {
    frequent: list(
      '的 了 在 是 我 有 和 就 不 人 都 一个 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 发票 账户 谢谢 订单 你好 线路 宽带 故障 技术员 号码 付款 信用卡 合同 客户 明天 今天 下周 帮助 问题 路由器 安装 取消 退款 费用 邮件 电话 地址 送货 退货 保修 预约 回复 紧急 更改 请',
    ),
    syllables: list('通 信 公 司 服 务 网 络 系 统 工 程 维 修 时 间 地 区 费 用 户 名 单 据 收 款 项 目 录 音 质 量 检 查 询 价 格'),
    between: '',
    stop: '。',
    ask: '？',
  },
} as const satisfies Record<string, Script>

export type Tongue = keyof typeof scripts
export const tongues: readonly Tongue[] = ['es', 'es', 'es', 'en', 'en', 'en', 'de', 'de', 'pl', 'ar', 'ja', 'zh']

/** Different words of each language: enough that the rarest come up a few times in a million texts. */
const WORDS = 40_000
/** Slots of the table that turns a random number into a word. */
const SLOTS = 1 << 18

interface Vocabulary extends Omit<Script, 'frequent' | 'syllables'> {
  words: readonly string[]
  /** Slot -> word: the word of rank r has a share of slots like 1 / (r + 2.7) (Zipf's law as Mandelbrot corrected it). */
  slots: Uint16Array
}

function vocabulary({ frequent, syllables, between, stop, ask }: Script, random: Random): Vocabulary {
  const words = [...new Set(frequent)]
  const known = new Set(words)
  while (words.length < WORDS) {
    const word = Array.from({ length: random.int(2, between === '' ? 3 : 4) }, () => random.pick(syllables)).join('')
    if (known.has(word)) continue
    known.add(word)
    words.push(word)
  }
  const slots = new Uint16Array(SLOTS)
  const total = words.reduce((sum, _, rank) => sum + 1 / (rank + 2.7), 0)
  let reached = 0
  let slot = 0
  for (const rank of words.keys()) {
    reached += 1 / (rank + 2.7)
    const end = Math.round((reached / total) * SLOTS)
    slots.fill(rank, slot, end)
    slot = end
  }
  return { words, slots, between, stop, ask }
}

/** Makes sentences of a customer's language from words as frequent as words are. */
export function makeTexts(random: Random) {
  const vocabularies = new Map<Tongue, Vocabulary>()
  for (const tongue of new Set(tongues)) vocabularies.set(tongue, vocabulary(scripts[tongue], random.fork(tongue)))
  return (tongue: Tongue, words: number, choose: Random): string => {
    const all = vocabularies.get(tongue)
    if (!all) throw new RangeError(tongue)
    let text = ''
    for (let left = words; left > 0; ) {
      const length = Math.min(left, choose.int(4, 16))
      for (let index = 0; index < length; index++) {
        const word = all.words[all.slots[choose.int(0, SLOTS - 1)] ?? 0] ?? ''
        text += index === 0 ? word.slice(0, 1).toUpperCase() + word.slice(1) : all.between + word
      }
      left -= length
      text += `${choose.chance(0.2) ? all.ask : all.stop}${left > 0 ? (choose.chance(0.15) ? '\n\n' : ' ') : ''}`
    }
    return text
  }
}
