import { type SurveyKind, type SurveyLanguage, surveyRange } from '#shared/surveys/kinds.ts'
import { LONGEST_COMMENT } from './record.ts'
import { words } from './words.ts'

/**
 * What the page is about; absent where nobody knows, then it speaks every language. Whose case it is and what it was about is in the message that
 * holds the link, not here: links are passed on, kept in histories and looked at by programs.
 */
interface Asked {
  kind: SurveyKind
  language: SurveyLanguage
}

export type PageState = 'ask' | 'choose' | 'done' | 'already' | 'unknown' | 'over' | 'later'

const style = `
:root { color-scheme: light dark; --line: light-dark(#8a8f98, #767c86); --accent: light-dark(#2457d6, #8ab0ff); }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 36rem; padding: 2.5rem 1.25rem; font: 1rem/1.5 system-ui, sans-serif; color: light-dark(#1b1d21, #eceef2);
  background: light-dark(#fff, #17191d); overflow-wrap: anywhere }
h1 { margin: 0 0 1rem; font-size: 1.25rem; line-height: 1.35 }
fieldset { margin: 0; padding: 0; border: 0 } legend { padding: 0; margin-bottom: 1rem; font-size: 1.125rem; font-weight: 600 }
ol { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 0; list-style: none }
li { position: relative } input { position: absolute; inset: 0; opacity: 0; margin: 0; width: 100%; height: 100%; cursor: pointer }
li span { display: grid; place-items: center; min-width: 2.75rem; height: 2.75rem; border: 1px solid var(--line); border-radius: .5rem;
  font-variant-numeric: tabular-nums }
input:checked + span { border: 2px solid var(--accent); color: var(--accent); font-weight: 600 }
input:focus-visible + span, textarea:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.ends { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .5rem 0 1.5rem; font-size: .875rem; color: light-dark(#565c66, #aab0bb) }
label.more { display: block; margin-bottom: .25rem } textarea { width: 100%; min-height: 6rem; padding: .5rem; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: .5rem }
button { margin-top: 1rem; padding: .625rem 1.25rem; font: inherit; font-weight: 600; border: 0; border-radius: .5rem; cursor: pointer;
  color: light-dark(#fff, #10131a); background: var(--accent) }
[role=alert] { color: light-dark(#b3261e, #ffb4ab) }`

/** The page behind an answer link: a form without scripts, which sends to its own address. */
export function surveyPage(state: PageState, asked: Asked | undefined, nonce: string): string {
  const language = asked?.language ?? 'en'
  const say = words[language]
  const body =
    state === 'ask' || state === 'choose'
      ? asked && form(asked, state === 'choose')
      : state === 'unknown' || state === 'later'
        ? `<main>${Object.entries(words)
            .map(([code, each]) => `<p lang="${code}">${each[state]}</p>`)
            .join('')}</main>`
        : `<main><h1 role="status">${say[state]}</h1></main>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${say.title}</title>
<style nonce="${nonce}">${style}
</style>
</head>
<body>
${body}
</body>
</html>
`
}

function form({ kind, language }: Asked, missed: boolean): string {
  const say = words[language]
  const { from, to } = surveyRange[kind]
  const [low, high] = say.ends[kind]
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const named = (score: number): string => (score === from ? `${score}: ${low}` : score === to ? `${score}: ${high}` : String(score))
  return `<main><form method="post">
<fieldset>
<legend>${say.question(kind, '')}</legend>
${missed ? `<p role="alert">${say.choose}</p>` : ''}
<ol>
${numbers.map(score => `<li><input type="radio" name="score" value="${score}" required aria-label="${named(score)}"><span aria-hidden="true">${score}</span></li>`).join('\n')}
</ol>
<div class="ends" aria-hidden="true"><span>${from} = ${low}</span><span>${to} = ${high}</span></div>
</fieldset>
<label class="more" for="comment">${say.comment}</label>
<textarea id="comment" name="comment" maxlength="${LONGEST_COMMENT}"></textarea>
<button>${say.send}</button>
</form></main>`
}
