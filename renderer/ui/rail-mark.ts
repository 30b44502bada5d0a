/** The look of a number at an entry of the places: over its corner, so that one that comes moves no place from under the pointer. */
export const railMark =
  'tabular absolute -top-1 flex items-center gap-0.5 rounded-full bg-rail px-1 text-12 font-strong two:-end-1.5 max-two:start-5'
