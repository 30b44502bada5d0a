import type { Party } from '../../../electron/connectors/connector.ts'
import { names } from '../../../electron/sample/names.ts'
import { createRandom } from '../../../electron/sample/random.ts'
import { normalisePhone } from '../../../shared/model/phone.ts'
import { type Tongue, tongues } from './texts.ts'

/** A made-up customer, always the same for the same number. */
export interface Person {
  name: string
  tongue: Tongue
  mail: Party
  phone: Party
  chat: Party
}

/** Languages whose names the sample does not hold. */
const foreign: Partial<Record<Tongue, { given: readonly string[]; family: readonly string[] }>> = {
  pl: {
    given: ['Agnieszka', 'Paweł', 'Małgorzata', 'Łukasz', 'Ewa', 'Zbigniew', 'Jolanta', 'Wojciech'],
    family: ['Kowalska', 'Nowak', 'Wiśniewski', 'Wójcik', 'Kamińska', 'Zieliński', 'Szymańska', 'Dąbrowski'],
  },
  ar: {
    given: ['محمد', 'فاطمة', 'أحمد', 'مريم', 'خالد', 'ليلى', 'يوسف', 'نور'],
    family: ['الحسن', 'المصري', 'حداد', 'خوري', 'النجار', 'صالح', 'منصور', 'عثمان'],
  },
  zh: {
    given: ['伟', '芳', '秀英', '敏', '静', '丽', '强', '磊'],
    family: ['王', '李', '张', '刘', '陈', '杨', '赵', '黄'],
  },
}

const latin = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

export function person(index: number): Person {
  const random = createRandom(Math.imul(index + 1, 0x9e3779b1))
  const tongue = random.pick(tongues)
  const from = foreign[tongue] ?? names[tongue === 'es' || tongue === 'en' || tongue === 'de' || tongue === 'ja' ? tongue : 'en']
  const [given = '', givenLatin = given] = random.pick(from.given).split('/')
  const [family = '', familyLatin = family] = random.pick(from.family).split('/')
  const name = tongue === 'ja' || tongue === 'zh' ? `${family}${given}` : `${given} ${family}`
  const address = `${latin(givenLatin) || 'user'}.${latin(familyLatin) || tongue}.${index}@customer.example`
  const number = `+346${String(10_000_000 + index).padStart(8, '0')}`
  return {
    name,
    tongue,
    mail: { kind: 'email', address, name },
    phone: { kind: 'phone', address: normalisePhone(number, 'ES') ?? number, ...(random.chance(0.5) && { name }) },
    chat: { kind: 'handle', address: `whatsapp:${name.toLowerCase()} ${index}`, name },
  }
}
