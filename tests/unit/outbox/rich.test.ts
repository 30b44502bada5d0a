import fc from 'fast-check'
import { expect, test } from 'vitest'
import { richOf } from '../../../electron/outbox/rich.ts'

const sourceId = 'key@us.example'
const photo = { name: 'photo.png', type: 'image/png' }
const rich = (text: string, files: { name: string; type: string }[] = [], quoted?: string) =>
  richOf(text, { files, sourceId, ...(quoted !== undefined && { quoted }) })

test.each([
  ['It is **very** heavy', '<p>It is <strong>very</strong> heavy</p>', 'It is *very* heavy'],
  [
    'See [our terms](https://us.example/a?b=1&c)',
    '<p>See <a href="https://us.example/a?b=1&#38;c">our terms</a></p>',
    'See our terms (https://us.example/a?b=1&c)',
  ],
  ['Bring:\n- the lamp\n- the bill', '<p>Bring:</p>\n<ul>\n<li>the lamp</li>\n<li>the bill</li>\n</ul>', 'Bring:\n- the lamp\n- the bill'],
  ['0. bad\n1. good', '<ol>\n<li value="0">bad</li>\n<li value="1">good</li>\n</ol>', '0. bad\n1. good'],
  ['**a** <b>\nb\n\nc', '<p><strong>a</strong> &#60;b&#62;<br>\nb</p>\n<p>c</p>', '*a* <b>\nb\n\nc'],
  [
    '**[all](https://us.example/) of it**',
    '<p><strong><a href="https://us.example/">all</a> of it</strong></p>',
    '*all (https://us.example/) of it*',
  ],
])('%s', (text, html, plain) => expect(rich(text)).toEqual({ html, text: plain, inline: new Map() }))

test.each([
  'Just words.',
  'See https://us.example/a.',
  '2 ** 3 and a * b',
  '[photo.png]',
  'Bye\n\n-- \nMarta\nSupport',
  'a - b',
  '[click](javascript:alert(1))',
])('plain text stays plain text: %s', text => expect(rich(text)).toBeUndefined())

test('a picture stands where its name does, and a file that is none is only named', () => {
  const files = [{ name: 'terms.pdf', type: 'application/pdf' }, photo]
  const { html = '', inline } = rich('Here: [photo.png]\n[terms.pdf]', files) ?? {}
  expect([...(inline ?? [])]).toEqual([['photo.png', `2.${sourceId}`]])
  expect(html).toContain(`<img src="cid:2.${sourceId}" alt="photo.png"`)
  expect(html).toContain('[terms.pdf]')
})

test('what is quoted goes along as a quotation', () => {
  const { html = '' } = rich('**No**', [], 'On Monday, Ana:\n> Is it <here>?\n>> older') ?? {}
  expect(html).toContain('<p>On Monday, Ana:</p>\n<blockquote type="cite">Is it &#60;here&#62;?<br>\n&#62; older</blockquote>')
})

test('nothing that is typed becomes markup of its own', () => {
  const piece = fc.constantFrom(
    '**',
    '[',
    ']',
    '(',
    ')',
    '<script>',
    '"',
    "'",
    '&',
    'https://x.example/',
    'photo.png',
    '- ',
    '1. ',
    '\n',
    'a',
    ' ',
    'javascript:',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const html = rich(pieces.join(''), [photo])?.html ?? ''
      const tags = html.match(/<[^>]*>/g) ?? []
      for (const tag of tags) {
        expect(tag).toMatch(
          /^<(?:\/?(?:p|ul|ol|li|strong|a)|br|li value="\d+"|a href="https:\/\/x\.example\/[^"<>]*"|img src="cid:1\.key@us\.example" alt="photo\.png" style="max-width:100%")>$/,
        )
      }
      expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/[<>"']/)
    }),
  )
})
