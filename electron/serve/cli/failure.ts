/** Something went wrong that a person can act on: its message is all they need to see. Exit code 1. */
export class Failure extends Error {}

/** The command line itself is wrong. Exit code 2. */
export class WrongUsage extends Error {}
