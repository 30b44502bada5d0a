import { app } from 'electron'

/** What the system shows of Hilo outside its window. Everything else is worded in the window. */
const en = {
  about: 'About Hilo',
  actions: 'Actions',
  add: 'Add to Dictionary',
  bringToFront: 'Bring All to Front',
  close: 'Close Window',
  closeAnyway: 'Close anyway',
  copy: 'Copy',
  cut: 'Cut',
  edit: 'Edit',
  file: 'File',
  fullScreen: 'Full Screen',
  go: 'Go',
  gone: 'Hilo stopped working twice',
  goneAgain: 'Try again',
  goneText:
    'Nothing that was written is lost. Try again; if it happens once more, quit Hilo, start it again and save the diagnostics (Settings, This computer) for whoever helps you.',
  help: 'Help',
  hide: 'Hide Hilo',
  hideOthers: 'Hide Others',
  import: 'Import Files…',
  minimize: 'Minimize',
  noSuggestion: 'No suggestion',
  open: 'Open Hilo',
  openAlready: 'Hilo is open on this data folder already, in a browser window. Use that window, or end it first.',
  paste: 'Paste',
  pastePlain: 'Paste as Plain Text',
  pdf: 'Save as PDF',
  quit: 'Quit Hilo',
  redo: 'Redo',
  remove: 'Delete',
  selectAll: 'Select All',
  services: 'Services',
  settings: 'Settings…',
  showAll: 'Show All',
  stay: 'Stay',
  undo: 'Undo',
  unsaved: 'A note could not be kept',
  unsavedDetail: 'What was written last is lost when the window is closed now.',
  view: 'View',
  window: 'Window',
  zoom: 'Zoom',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  zoomReset: 'Actual Size',
}

export type Words = typeof en

const es: Words = {
  about: 'Acerca de Hilo',
  actions: 'Acciones',
  add: 'Añadir al diccionario',
  bringToFront: 'Traer todo al frente',
  close: 'Cerrar ventana',
  closeAnyway: 'Cerrar de todos modos',
  copy: 'Copiar',
  cut: 'Cortar',
  edit: 'Edición',
  file: 'Archivo',
  fullScreen: 'Pantalla completa',
  go: 'Ir',
  gone: 'Hilo ha dejado de funcionar dos veces',
  goneAgain: 'Probar otra vez',
  goneText:
    'No se ha perdido nada de lo escrito. Prueba otra vez; si vuelve a pasar, sal de Hilo, inícialo de nuevo y guarda el diagnóstico (Ajustes, Este ordenador) para quien te ayude.',
  help: 'Ayuda',
  hide: 'Ocultar Hilo',
  hideOthers: 'Ocultar otros',
  import: 'Importar archivos…',
  minimize: 'Minimizar',
  noSuggestion: 'Sin sugerencias',
  open: 'Abrir Hilo',
  openAlready: 'Hilo ya está abierto en esta carpeta de datos, en una ventana del navegador. Usa esa ventana o ciérrala antes.',
  paste: 'Pegar',
  pastePlain: 'Pegar como texto sin formato',
  pdf: 'Guardar como PDF',
  quit: 'Salir de Hilo',
  redo: 'Rehacer',
  remove: 'Eliminar',
  selectAll: 'Seleccionar todo',
  services: 'Servicios',
  settings: 'Ajustes…',
  showAll: 'Mostrar todo',
  stay: 'Quedarse',
  undo: 'Deshacer',
  unsaved: 'No se ha podido guardar una nota',
  unsavedDetail: 'Lo último que se escribió se pierde si la ventana se cierra ahora.',
  view: 'Ver',
  window: 'Ventana',
  zoom: 'Zoom',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  zoomReset: 'Tamaño real',
}

export type Language = 'en' | 'es'

let current: Language | undefined

/** The window says which language it shows; until then it is the system's. */
export function speak(language: Language): void {
  current = language
}

export function words(): Words {
  return (current ?? (app.getLocale().startsWith('es') ? 'es' : 'en')) === 'es' ? es : en
}
