import { fork } from 'node:child_process'
import type { Answer, Order } from './order.ts'

export interface Subject {
  order(order: Order): void
  /** The next answer of this kind, from now on; `wanted` narrows it down. Rejects when the process ends first. */
  answer<T extends Answer['type']>(
    type: T,
    wanted?: (answer: Extract<Answer, { type: T }>) => boolean,
  ): Promise<Extract<Answer, { type: T }>>
  /** Resolves when it has closed what it opened. */
  end(): Promise<void>
}

/** Starts a process of its own for the app; `entry` from `buildSubject`. */
export function startSubject(entry: URL): Subject {
  const child = fork(entry, { serialization: 'advanced' })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    order: order => void child.send(order),
    answer: (type, wanted = () => true) =>
      new Promise((resolve, reject) => {
        const hear = (answer: Answer) => {
          if (!isOf(answer, type) || !wanted(answer)) return
          child.off('message', hear)
          resolve(answer)
        }
        child.on('message', hear)
        void exited.then(() => reject(new Error('the measured process ended')))
      }),
    async end() {
      child.send({ task: 'end' } satisfies Order)
      await exited
    },
  }
}

function isOf<T extends Answer['type']>(answer: Answer, type: T): answer is Extract<Answer, { type: T }> {
  return answer.type === type
}
