import i18next from 'i18next'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { usePlace } from '../../state/place.ts'
import { toast } from '../../ui/toast.tsx'

/** The timeline in front, on paper or as a PDF; in a browser the page is printed here, and its own dialog offers PDF. */
export function printTimeline(as: 'paper' | 'pdf', language: 'en' | 'es'): void {
  const { place } = usePlace.getState()
  if (place.at !== 'customers' || place.customer === undefined) return
  client.desktop.print({ customer: place.customer, as, language }).then(
    ({ path }) => {
      if (path) printHere(path)
    },
    (error: unknown) => toast({ text: failureText(error, i18next.getFixedT(null, 'problems')) }),
  )
}

/** A few lines on paper, apart from the window that shows them. */
export function printLines(title: string, lines: readonly string[]): void {
  const frame = document.createElement('iframe')
  frame.hidden = true
  document.body.append(frame)
  const { contentDocument: paper, contentWindow } = frame
  if (!paper || !contentWindow) return
  paper.title = title
  const put = (tag: 'h1' | 'p', text: string): void => {
    const line = paper.createElement(tag)
    line.textContent = text
    paper.body.append(line)
  }
  put('h1', title)
  for (const line of lines) put('p', line)
  contentWindow.addEventListener('afterprint', () => frame.remove())
  contentWindow.print()
}

function printHere(path: string): void {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.src = path
  frame.addEventListener('load', () => {
    const { contentWindow } = frame
    contentWindow?.addEventListener('afterprint', () => frame.remove())
    contentWindow?.print()
  })
  document.body.append(frame)
}
