import { join } from 'node:path'
import { ORPCError } from '@orpc/server'
import { WrongPassphrase } from '../../app/workspace.ts'
import { newestWhole } from '../../backup/folder.ts'
import { KeyLost } from '../../platform/key-file.ts'
import { StoreError } from '../../store/protocol.ts'
import { Failure } from './failure.ts'
import { words } from './words.ts'

/** One line about what went wrong and, where there is something, what to do. Nothing in it comes from customers. */
export async function sentence(error: unknown, folder: string): Promise<string> {
  if (error instanceof Failure) return error.message
  if (error instanceof WrongPassphrase) return words.wrongPassphrase
  if (error instanceof KeyLost) return words.keyLost(folder, (await newestWhole(join(folder, 'backups')))?.path)
  switch (codeOf(error)) {
    case 'LOCKED':
      return words.needPassphrase
    case 'BUSY':
    case 'busy':
      return words.busy
    case 'no-permission':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return words.noPermission(folder)
    case 'disk-full':
    case 'ENOSPC':
    case 'EDQUOT':
      return words.diskFull(folder)
    case 'newer':
      return words.newer
    case 'corrupt':
    case 'damaged':
      return words.corrupt(folder, (await newestWhole(join(folder, 'backups')))?.path)
    default:
      return words.failed(error instanceof Error ? error.message : String(error))
  }
}

/** A problem's code where a call of the contract carries one, else the error's own: the store's, Node's or the contract's. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.code
  if (error instanceof ORPCError) return error.code === 'PROBLEM' ? String(error.data?.code) : error.code
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
