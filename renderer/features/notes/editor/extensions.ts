import type { Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { Mention } from '@tiptap/extension-mention'
import { StarterKit } from '@tiptap/starter-kit'
import type { Doc } from 'yjs'
import { NOTE_FIELD } from '#shared/model/note.ts'
import { fuzzyFilter } from '../../../commands/fuzzy.ts'
import type { Picker } from './picker.ts'

/** Names offered at once. */
const OFFERED = 6

interface Options {
  doc: Doc
  picker: Picker
  /** Whom to offer after an @. */
  people: () => readonly string[]
  /** Says a task's box aloud. */
  taskWord: (checked: boolean) => string
}

/**
 * What a note can hold: paragraphs, lists, tasks, links, mentions, and the looks of words. What else is pasted comes in as that. Undo is the
 * document's own, which takes back only what was written here.
 */
export function noteExtensions({ doc, picker, people, taskWord }: Options): Extensions {
  return [
    StarterKit.configure({
      heading: false,
      blockquote: false,
      codeBlock: false,
      horizontalRule: false,
      underline: false,
      undoRedo: false,
      dropcursor: false,
      gapcursor: false,
      trailingNode: false,
      link: { openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: 'https' },
    }),
    TaskList,
    TaskItem.configure({ nested: true, a11y: { checkboxLabel: (node, checked) => `${taskWord(checked)} ${node.textContent}` } }),
    Mention.configure({
      suggestion: {
        char: '@',
        items: ({ query }) => fuzzyFilter(query, people(), name => name).slice(0, OFFERED),
        render: () => ({
          onStart: ({ items, command, clientRect }) => picker.show(items, name => command({ id: name, label: name }), clientRect?.()),
          onUpdate: ({ items, command, clientRect }) => picker.show(items, name => command({ id: name, label: name }), clientRect?.()),
          onKeyDown: ({ event }) => picker.press(event.key),
          onExit: () => picker.hide(),
        }),
      },
    }),
    Collaboration.configure({ document: doc, field: NOTE_FIELD }),
  ]
}
