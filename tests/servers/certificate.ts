import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './program.ts'

export interface Certificate {
  /** Files, for a server's settings. */
  file: string
  key: string
  pem: string
  /** SHA-256, as `AA:BB:...`. */
  fingerprint: string
}

/** A certificate for localhost that nobody signed but itself, written into `folder`. */
export async function selfSigned(folder: string): Promise<Certificate> {
  const file = join(folder, 'certificate.pem')
  const key = join(folder, 'key.pem')
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  await runProgram('openssl', ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', file])
  const pem = readFileSync(file, 'utf8')
  return { file, key, pem, fingerprint: new X509Certificate(pem).fingerprint256 }
}
