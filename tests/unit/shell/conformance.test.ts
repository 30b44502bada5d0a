import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'

const driver = join(import.meta.dirname, 'fakes', 'drive-entry.ts')

async function day(platform: string) {
  const folder = mkdtempSync(join(tmpdir(), `hilo-${platform}-`))
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [driver, platform, folder])
    const read = (...name: string[]) => readFileSync(join(folder, ...name), 'utf8').replaceAll('\r\n', '\n')
    return { ...JSON.parse(stdout), preferences: JSON.parse(read('preferences.json')), log: read('logs', 'hilo.log') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.each(['win32', 'darwin', 'linux'])('a day of the entry file on %s', platform => {
  const isMac = platform === 'darwin'
  let it: Awaited<ReturnType<typeof day>>
  beforeAll(async () => {
    it = await day(platform)
  })

  test('schemes, sandbox and lock come before ready, the window and its guards after it', () => {
    expect(it.start).toEqual([
      'scheme app standard secure supportFetchAPI',
      'enableSandbox',
      'setAppUserModelId app.hilo.desktop',
      'setPath userData',
      'requestSingleInstanceLock',
      'ready',
      ...(isMac ? ['spelling on'] : ['spelling off']),
      'window',
      'load app://hilo/',
      'setAsDefaultProtocolClient hilo',
      'focus',
    ])
  })

  test('the link it was started with waits for the window, which takes it once', () => {
    expect(it.link).toEqual([{ what: 'search', query: 'invoice 7' }])
    // A copy that was not installed neither starts with the computer nor updates itself.
    expect(it.desktop).toEqual({ shell: true })
  })

  test("the menu is the system's own, in the window's language, with the palette's commands", () => {
    expect(it.menu).toEqual(
      isMac
        ? [
            'Hilo: Acerca de Hilo, -, Ajustes…, -, Servicios, -, Ocultar Hilo, Ocultar otros, Mostrar todo, -, Salir de Hilo',
            'Archivo: Importar archivos…, -, Cerrar ventana',
            'Edición: Deshacer, Rehacer, -, Cortar, Copiar, Pegar, Pegar como texto sin formato, Eliminar, Seleccionar todo',
            'Ver: Tamaño real, Acercar, Alejar, -, Pantalla completa',
            'Ir: Ir al día, Abrir los ajustes, Importar',
            'Acciones: Llamadas, Cronología',
            'Ventana: Minimizar, Zoom, -, Traer todo al frente',
            'Ayuda: Ver los atajos',
          ]
        : [
            'Archivo: Importar archivos…, Ajustes…, -, Salir de Hilo',
            'Edición: Deshacer, Rehacer, -, Cortar, Copiar, Pegar, Pegar como texto sin formato, Eliminar, Seleccionar todo',
            'Ver: Tamaño real, Acercar, Alejar, -, Pantalla completa',
            'Ir: Ir al día, Abrir los ajustes, Importar',
            'Acciones: Llamadas, Cronología',
            'Ventana: Minimizar, Cerrar ventana',
            'Ayuda: Ver los atajos, Acerca de Hilo',
          ],
    )
    expect(it.keys).toEqual(['', 'CmdOrCtrl+,', 'CmdOrCtrl+O', 'F8', 'CmdOrCtrl+P', ''])
    expect(it.zoomIn).toEqual(['its own', 'CmdOrCtrl+='])
    expect(it.command).toEqual([{ what: 'command', id: 'calls.open' }])
  })

  test('who waits is on the badge and beside the clock', () => {
    expect(it.attention).toEqual([
      platform === 'win32' ? 'overlay dot Esperan 3' : 'badge 3',
      'Hilo · Esperan 3',
      isMac ? '3' : '',
      'Esperan 3, -, Abrir Hilo, Salir de Hilo',
    ])
  })

  test('a notification takes the place of the one before, shows what it is about, and keeps the quiet hours', () => {
    expect(it.notified).toEqual(['system', ['Ana Gil']])
    expect(it.pressed).toEqual([{ what: 'customer', id: 7 }, { what: 'command', id: 'calls.note' }, 'focus', 'focus'])
    expect(it.quiet).toBe('nobody')
  })

  test('a second start hands over its files and brings the window to the front', () => {
    const files = ['C:\\mail\\a.eml', '/mail/b.mbox', ...(isMac ? ['/mail/c.eml'] : [])]
    expect(it.files).toEqual([...files.map(path => ({ what: 'files', paths: [path] })), ...files.map(() => 'focus')])
    expect(it.again).toEqual(['focus'])
  })

  test('a customer has one window of their own, guarded like the main one, which follows them and takes what its menu is asked for', () => {
    const popped = ['window', 'load app://hilo/#customer=7&writer=W', 'focus', 'focus']
    const page = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: true }
    expect(it.popped).toEqual([popped, true, { ...page, preload: expect.stringMatching(/preload\.cjs$/) }])
    expect(it.handed).toEqual([[{ what: 'customer', id: 8 }], [{ what: 'command', id: 'timeline.print' }], true])
  })

  test("a customer's own window falls over and comes back as theirs; closed, it leaves the main one", () => {
    expect(it.ownGone).toEqual(['load app://hilo/#customer=7&writer=W', 'load app://hilo/gone?customer=7&writer=W'])
    expect(it.ownBack).toBe('app://hilo/#customer=7&amp;writer=W')
    expect(it.ownClosed).toEqual([1])
    expect(it.preferences.customerWindow).toMatchObject({ width: 960, height: 800, zoom: 2 })
  })

  test('a page that falls over is loaded once more, then comes one that says what to do', () => {
    expect(it.gone).toEqual(['load app://hilo/', 'load app://hilo/gone'])
    expect(it.gonePage).toEqual([
      200,
      expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/),
      'Hilo ha dejado de funcionar dos veces',
    ])
    expect(it.log).toMatch(/window\.gone reason=crashed exitCode=5\n.*window\.gone reason=oom exitCode=5\n.*helper\.gone type=GPU/)
  })

  test('a file is dragged out under a safe name and taken away at the end; one that could do harm is not', () => {
    const [risks, path, content, others] = it.dragged
    expect(risks).toEqual(['', 'program'])
    expect(path.replaceAll('\\', '/')).toMatch(/^\/dragged\/file-\w+\/factura_ 7\.txt$/)
    expect([content, others, it.leftBehind]).toEqual(['Total: 9', 0, false])
  })

  test('a timeline is printed and kept as a PDF, from a window that is never seen, asked for in front of the one in front', () => {
    const paper = ['window', 'load app://hilo/doc/...']
    expect(it.printed).toEqual([[...paper, 'print', ...paper], '%PDF-', true])
  })

  if (isMac) {
    test('without a window it stays, and opens one when it is asked to', () => {
      expect(it.reopened).toEqual(['window', 'load app://hilo/', 'focus', 1])
    })
  }

  test('it ends in order: what was being written is written, the window is remembered', () => {
    expect(it.kept).toEqual(['tienda@example.es'])
    expect(it.end).toEqual(['quit', 'quit', 'exit 0'])
    expect(it.log).toMatch(/ info sleep\n.* info wake\n(.*\n)*.* info closed how=done\n$/)
    expect(it.preferences.window).toMatchObject({ x: 10, y: 20, width: 1280, height: 800, maximized: false, zoom: 0 })
    expect(it.preferences.version).toBe(1)
  })
})
