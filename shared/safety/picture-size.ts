/** Pixels that pictures of one message, or a photo, may have together: each takes four bytes once it is drawn, however small its file. */
export const MOST_PIXELS = 64_000_000

/**
 * Pixels of a picture by what its file says of itself, without decoding it: PNG (ISO/IEC 15948, IHDR), GIF (GIF89a, 18), BMP (BITMAPINFOHEADER), JPEG
 * (ITU-T T.81, B.2.2) and WebP (RFC 9649). Undefined for anything else, and where it is cut off.
 */
export function pixelsOf(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return pixels(view)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function pixels(view: DataView): number | undefined {
  if (view.getUint32(0) === 0x89504e47) return view.getUint32(16) * view.getUint32(20)
  if (view.getUint32(0) === 0x47494638) return view.getUint16(6, true) * view.getUint16(8, true)
  if (view.getUint16(0) === 0x424d) return Math.abs(view.getInt32(18, true) * view.getInt32(22, true))
  if (view.getUint16(0) === 0xffd8) return jpegPixels(view)
  return view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250 ? webpPixels(view) : undefined
}

/** The first frame header; before it come segments that say how long they are. */
function jpegPixels(view: DataView): number | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7)
    // Fill bytes, and markers without a length.
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function webpPixels(view: DataView): number | undefined {
  const kind = view.getUint32(12)
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1
  if (kind === 0x56503858) return three(24) * three(27)
  if (kind === 0x56503820) return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff)
  if (kind !== 0x5650384c) return undefined
  const bits = view.getUint32(21, true)
  return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1)
}
