/** The look of a row in a list of things that can be chosen. `active`: where the keys are. */
export function rowLook(state: { selected?: boolean; active?: boolean }): string {
  return `cursor-default rounded-2 ${state.selected ? 'bg-selected' : state.active ? 'bg-hover' : 'hover:bg-hover'}`
}
