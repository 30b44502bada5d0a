import type { KeyPort } from '../../../electron/app/ports.ts'

/** Every workspace and backup has this key, and nobody is asked for it. */
export function fixedKey(key: Uint8Array = new Uint8Array(32).fill(7)): KeyPort {
  return {
    state: async () => 'ready',
    key: async () => key,
    keyIn: async () => key,
    fresh: async () => ({ key, name: 'key.keychain', file: new Uint8Array() }),
    hasKeychain: async () => true,
  }
}
