import { crc32, deflateRawSync } from 'node:zlib'

/** One file in a zip as it is to be told of, true or not. */
export interface Entry {
  name: string | Buffer
  content: string | Uint8Array
  /** What is said instead of the true size. */
  claim?: number
  /** Unix mode: a symbolic link is 0o120777. */
  mode?: number
}

/** A zip archive (PKWARE APPNOTE.TXT 4.3) that may say of itself what is not so, which no library writes. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claim, mode = 0o100644 } of entries) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const fileName = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claim ?? bytes.length, 18)
    common.writeUInt16LE(fileName.length, 22)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    // Made on Unix, so that there is a mode.
    central.writeUInt16LE(0x314, 4)
    common.copy(central, 6)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(offset, 42)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, fileName, packed])
    locals.push(local)
    directory.push(central, fileName)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, index, end])
}
