import { type SurveyKind, type SurveyLanguage, surveyRange } from '#shared/surveys/kinds.ts'

interface Words {
  hello: string
  /** `about`: the case's subject; '' when it has none. */
  question: (kind: SurveyKind, about: string) => string
  /** What the lowest and the highest number mean. */
  ends: Record<SurveyKind, [low: string, high: string]>
  number: (from: string, to: string) => string
  link: (address: string) => string
  thanks: string
  /** On the page. */
  title: string
  comment: string
  send: string
  done: string
  already: string
  choose: string
  unknown: string
  over: string
  later: string
}

export const words: Record<SurveyLanguage, Words> = {
  en: {
    hello: 'Hello,',
    question: (kind, about) =>
      ({
        csat: about === '' ? 'How satisfied are you with our help?' : `How satisfied are you with how we handled “${about}”?`,
        nps: 'How likely are you to recommend us to a friend or colleague?',
        ces: about === '' ? 'How easy did we make it for you?' : `How easy did we make it for you to solve “${about}”?`,
      })[kind],
    ends: { csat: ['not at all', 'very'], nps: ['not at all', 'very likely'], ces: ['very hard', 'very easy'] },
    number: (from, to) => `Just reply with a number from ${from} to ${to}.`,
    link: address => `Or answer here: ${address}`,
    thanks: 'Thank you!',
    title: 'Your opinion',
    comment: 'Anything to add? (optional)',
    send: 'Send',
    done: 'Thank you! Your answer has arrived.',
    already: 'You have answered already. Thank you!',
    choose: 'Please choose a number.',
    unknown: 'There is no such survey.',
    over: 'This survey is over.',
    later: 'This cannot be answered right now. Please try again later.',
  },
  es: {
    hello: 'Hola:',
    question: (kind, about) =>
      ({
        csat:
          about === '' ? '¿Hasta qué punto le satisface nuestra ayuda?' : `¿Hasta qué punto le satisface cómo hemos atendido «${about}»?`,
        nps: '¿Con qué probabilidad nos recomendaría a un amigo o compañero?',
        ces: about === '' ? '¿Le ha resultado fácil?' : `¿Le ha resultado fácil resolver con nosotros «${about}»?`,
      })[kind],
    ends: { csat: ['nada', 'mucho'], nps: ['ninguna', 'con toda seguridad'], ces: ['muy difícil', 'muy fácil'] },
    number: (from, to) => `Basta con responder con un número del ${from} al ${to}.`,
    link: address => `O responda aquí: ${address}`,
    thanks: '¡Gracias!',
    title: 'Su opinión',
    comment: '¿Quiere añadir algo? (opcional)',
    send: 'Enviar',
    done: '¡Gracias! Su respuesta ha llegado.',
    already: 'Ya ha respondido. ¡Gracias!',
    choose: 'Elija un número, por favor.',
    unknown: 'Esta encuesta no existe.',
    over: 'Esta encuesta ya ha terminado.',
    later: 'Ahora no se puede responder. Inténtelo más tarde, por favor.',
  },
}

/** The message that asks. `chat`: in fewer lines. `link`: absent when numbers alone are answered with. */
export function surveyText(
  { kind, language, about, link }: { kind: SurveyKind; language: SurveyLanguage; about: string; link?: string | undefined },
  chat: boolean,
): string {
  const say = words[language]
  const { from, to } = surveyRange[kind]
  const [low, high] = say.ends[kind]
  const asked = `${say.question(kind, about)} ${say.number(`${from} (${low})`, `${to} (${high})`)}`
  const how = link === undefined ? [] : [say.link(link)]
  return chat ? [asked, ...how].join('\n') : [say.hello, asked, ...how, say.thanks].join('\n\n')
}
