import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languageOf } from '../../electron/profile/language.ts'
import { attributeTypes, ownFields, parseValue, valueProblems } from '../../shared/model/attribute.ts'

const read = (type: Parameters<typeof parseValue>[0]['type'], text: string, choices: string[] = []) => parseValue({ type, choices }, text)

describe('numbers', () => {
  test.each([
    ['12', 12],
    ['-3,5', -3.5],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1 234,50', 1234.5],
    ['1.234.567', 1234567],
    ['0.125', 0.125],
    ['12.5', 12.5],
  ])('%s', (text, number) => expect(read('number', text)).toEqual({ value: String(number), key: number }))

  test('a thousand that may be a fraction is asked about, not guessed', () => {
    expect(read('number', '1.234')).toEqual({ problem: 'ambiguous-number' })
    expect(read('number', '12,500')).toEqual({ problem: 'ambiguous-number' })
  })

  test.each(['', 'ten', '1.2.3', '1,2,3', '--1', '1e5', '12a', '1.234,5,6'])('%j is none', text => {
    expect(read('number', text)).toEqual({ problem: 'not-a-number' })
  })

  test('every number reads as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), number => {
        expect(read('number', String(number))).toEqual({ value: String(number), key: number })
        expect(read('number', new Intl.NumberFormat('de', { minimumFractionDigits: 2 }).format(number))).toMatchObject({ key: number })
      }),
    )
  })
})

test('a date is a day that exists', () => {
  expect(read('date', '2024-02-29')).toEqual({ value: '2024-02-29', key: '2024-02-29' })
  for (const text of ['2023-02-29', '2024-13-01', '29.2.2024', '2024-2-9']) expect(read('date', text)).toEqual({ problem: 'not-a-date' })
})

test('a choice is found without case and accents and kept as the workspace writes it', () => {
  expect(read('choice', ' básico ', ['Basico', 'Oro'])).toEqual({ value: 'Basico', key: 'basico' })
  expect(read('choice', 'Plata', ['Basico', 'Oro'])).toEqual({ problem: 'not-a-choice' })
})

test('a link leads to the web and carries no password', () => {
  expect(read('link', 'crm.example/c/8841')).toMatchObject({ value: 'https://crm.example/c/8841' })
  for (const text of ['javascript:alert(1)', 'file:///etc/passwd', 'https://ana:pw@crm.example/', 'two words', 'data:text/html,x'])
    expect(read('link', text), text).toEqual({ problem: 'not-a-link' })
})

test('only a small JPEG is a photo', () => {
  expect(read('photo', 'data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ==')).toHaveProperty('value')
  for (const text of [
    'data:image/svg+xml;base64,/9j/4AAQ',
    'data:image/jpeg;base64,PHN2Zz4=',
    `data:image/jpeg;base64,/9j/${'A'.repeat(200_000)}`,
  ])
    expect(read('photo', text)).toEqual({ problem: 'not-a-picture' })
})

test('whatever is typed is a value or one of the known problems, and a value reads as itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...attributeTypes, ...ownFields), fc.string(), (type, text) => {
      const parsed = read(type, text, ['a', 'b'])
      if ('problem' in parsed) expect(valueProblems).toContain(parsed.problem)
      else if (type !== 'number' || !/^-?[1-9]\d{0,2}\.\d{3}$/.test(parsed.value))
        expect(read(type, parsed.value, ['a', 'b'])).toEqual(parsed)
    }),
  )
})

describe('the language of a message', () => {
  test.each([
    ['es', 'Hola, sigo esperando la llamada que me prometieron. ¿Cuándo está lista mi cuenta? Gracias'],
    ['en', 'Hello, I have been waiting for the call that you promised me. When will my account be ready?'],
    ['de', 'Guten Tag, ich warte noch auf den Anruf, den Sie mir versprochen haben. Wann ist mein Konto bereit?'],
    ['fr', 'Bonjour, je suis toujours en attente de votre appel. Quand est-ce que mon compte sera prêt ?'],
    ['pt', 'Olá, ainda não recebi a chamada que me prometeram. Quando é que a minha conta está pronta?'],
    ['it', 'Buongiorno, non ho ancora ricevuto la telefonata che mi avete promesso. Quando è pronto il mio conto?'],
    ['nl', 'Hallo, ik wacht nog op het telefoontje dat jullie mij beloofd hebben. Wanneer is mijn rekening klaar?'],
    ['pl', 'Dzień dobry, nadal czekam na telefon, który mi się należy. Czy moje konto jest już gotowe?'],
    ['ja', 'お電話をお待ちしております。口座はいつ開設されますか。'],
    ['zh', '您好，我还在等您的电话。我的账户什么时候可以开通？'],
    ['ko', '안녕하세요, 아직 전화를 기다리고 있습니다.'],
    ['ar', 'مرحبا، ما زلت أنتظر المكالمة التي وعدتموني بها'],
    ['uk', 'Добрий день, я досі чекаю на дзвінок, який ви обіцяли'],
  ])('%s', (language, text) => expect(languageOf(text)).toBe(language))

  test('too little says nothing', () => {
    for (const text of ['', 'ok', '👍', 'Account 8841', 'https://crm.example/8841']) expect(languageOf(text)).toBeUndefined()
  })
})
