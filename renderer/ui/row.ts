/** The look of a row in a list of things that can be chosen. `active`: where the keys are. */
export function rowLook(state: { selected?: boolean; active?: boolean }): string {
  return `cursor-default rounded-2 ${state.selected ? 'bg-selected' : state.active ? 'bg-hover' : 'hover:bg-hover'}`
}

/** The look of a number at an entry of the places: over its corner, so that one that comes moves no place from under the pointer. */
export const railMark =
  'tabular absolute -top-1 flex items-center gap-0.5 rounded-full bg-rail px-1 text-12 font-strong two:-end-1.5 max-two:start-5'
