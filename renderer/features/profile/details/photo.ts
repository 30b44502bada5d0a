import { MOST_PIXELS, pixelsOf } from '#shared/safety/picture-size.ts'

const SIDE = 256

/**
 * A picture file as a small square JPEG (data URL, at most 256 x 256 pixels): drawn anew, so that nothing of the file but what is seen
 * is kept, no place, no thumbnail and no code. Rejects for what the browser cannot read as a picture, or only with
 * more memory than any photo needs.
 */
export async function smallPhoto(file: File): Promise<string> {
  if ((pixelsOf(new Uint8Array(await file.arrayBuffer())) ?? 0) > MOST_PIXELS) throw new Error('too large')
  const picture = await createImageBitmap(file)
  const cut = Math.min(picture.width, picture.height)
  const side = Math.min(SIDE, cut)
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, side, side)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, (picture.width - cut) / 2, (picture.height - cut) / 2, cut, cut, 0, 0, side, side)
  picture.close()
  return canvas.toDataURL('image/jpeg', 0.85)
}
