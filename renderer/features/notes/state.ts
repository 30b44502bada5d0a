import { create } from 'zustand'
import { typingComes, typingEnds } from '../../commands/typing.ts'

const KEY = 'hilo.notes'
/** Characters that a note takes in the editor; a longer text is only read. */
export const WRITABLE = 400_000

/** A note that is being written in. `begins`: it is not there before its first letter. */
export interface OpenNote {
  customer: number
  note: string
  begins?: { customer: number; case?: number }
}

interface NotesState {
  unfolded: boolean
  open: OpenNote | undefined
}

export const useNotesState = create<NotesState>(() => ({ unfolded: localStorage.getItem(KEY) === 'open', open: undefined }))

export function foldNotes(unfolded: boolean): void {
  localStorage.setItem(KEY, unfolded ? 'open' : 'folded')
  useNotesState.setState({ unfolded })
}

export function beginNote(customer: number, about: number | undefined): void {
  const begins = { customer, ...(about !== undefined && { case: about }) }
  useNotesState.setState({ unfolded: true, open: { customer, note: crypto.randomUUID(), begins } })
  typingComes()
}

/** Shows a note and puts the keys in it. */
export function openNote(customer: number, note: string): void {
  useNotesState.setState({ unfolded: true, open: { customer, note } })
  typingComes()
}

/** Nothing is written in any note of this customer any more. */
export function closeNote(customer: number): void {
  if (useNotesState.getState().open?.customer !== customer) return
  useNotesState.setState({ open: undefined })
  typingEnds()
}
