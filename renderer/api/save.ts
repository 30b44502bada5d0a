/** Saves what a one-time path gives: in Electron the system asks where, a browser puts it with its downloads. */
export function saveFile(path: string, name: string): void {
  const link = document.createElement('a')
  link.href = path
  link.download = name
  link.click()
}
