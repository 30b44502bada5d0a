/** The call was given up while it waited or ran: nobody waits for its answer. */
export class Cancelled extends Error {}

let current: Int32Array | undefined

/** Runs one call; `flag` is shared with the thread that asked, which sets it when it no longer wants to know. Calls run one at a time. */
export function runCancellable<T>(flag: SharedArrayBuffer | undefined, run: () => T): T {
  current = flag && new Int32Array(flag)
  try {
    throwIfCancelled()
    return run()
  } finally {
    current = undefined
  }
}

/** Ends a procedure between two of its steps when nobody waits for it any more. */
export function throwIfCancelled(): void {
  if (current && Atomics.load(current, 0) !== 0) throw new Cancelled()
}
