import { words } from './words.ts'

/** Something went wrong that a person can act on: its message is all they need to see. Exit code 1. */
export class Failure extends Error {}

/** The command line itself is wrong. Exit code 2. `usage`: what would be right. */
export class WrongUsage extends Error {
  readonly usage: string

  constructor(message?: string, usage: string = words.usage) {
    super(message)
    this.usage = usage
  }
}
