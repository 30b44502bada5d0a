/** What the preload script gives the window in Electron; absent in a browser. */
interface Window {
  readonly hilo?: {
    /** Full path of a file or folder that was dropped or chosen. */
    pathFor(file: File): string
  }
}
