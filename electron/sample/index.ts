export { generateMailbox, type MailboxOptions } from './generate-mailbox.ts'
export { type SampleManifest, type SampleOptions, writeSample } from './write-sample.ts'
