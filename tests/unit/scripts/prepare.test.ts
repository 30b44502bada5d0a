import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const project = join(import.meta.dirname, '..', '..', '..')

/** A clone with nothing but the scripts and a lock file of two packages, and an npm that does what `npm` (a script) says. */
function clone(npm: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(join(project, 'scripts'), join(folder, 'scripts'), { recursive: true })
  const packages = {
    '': {},
    'node_modules/node': { version: '24.21.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/for-another-system': { version: '1.0.0', optional: true },
  }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }))
  writeFileSync(join(folder, 'npm-cli.js'), npm)
  writeFileSync(join(folder, 'vite.js'), builds)
  return folder
}

/** A build of a command line that only says that it ran. */
const builds = `
  const { mkdirSync, writeFileSync } = require('node:fs')
  const out = process.argv[process.argv.indexOf('--outDir') + 1]
  mkdirSync(out, { recursive: true })
  writeFileSync(out + '/hilo.js', "process.stdout.write('ran')")`

/** An npm that installs: it tells of itself, and links this very Node and a build. */
const installs = `
  const { appendFileSync, mkdirSync, symlinkSync, writeFileSync, existsSync } = require('node:fs')
  appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n')
  mkdirSync('node_modules/node/bin', { recursive: true })
  if (!existsSync('node_modules/node/bin/node')) symlinkSync(${JSON.stringify(process.execPath)}, 'node_modules/node/bin/node')
  mkdirSync('node_modules/vite', { recursive: true })
  writeFileSync('node_modules/vite/package.json', JSON.stringify({ bin: '../../vite.js' }))
  const packages = { 'node_modules/node': { version: '24.21.0' }, 'node_modules/zod': { version: '4.6.7' } }
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))`

const fails = (output: string) => `process.stderr.write(${JSON.stringify(output)}); process.exit(1)`

function run(folder: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH, npm_execpath: join(folder, 'npm-cli.js') }
  return new Promise(resolve => {
    const child = execFile(process.execPath, ['scripts/hilo.mjs', 'check'], { cwd: folder, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

test('a fresh clone installs once and then goes straight to work', async () => {
  const folder = clone(installs)
  const first = await run(folder)
  expect([first.code, first.stdout]).toEqual([0, 'ran'])
  expect(first.stderr).toMatch(/^hilo: installing .*\nhilo: installed in .*\nhilo: building .*\nhilo: built .*\n$/)
  expect(await run(folder)).toEqual({ code: 0, stdout: 'ran', stderr: '' })
})

test('another lock file, an unfinished installation or a missing Node is installed again', async () => {
  const folder = clone(installs)
  await run(folder)
  for (const lost of ['node_modules/.package-lock.json', 'node_modules/node/bin/node']) {
    rmSync(join(folder, lost))
    expect((await run(folder)).stderr).toContain('installed in')
  }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/zod': { version: '4.6.8' } } }))
  expect((await run(folder)).stderr).toContain('installing')
})

test.each([
  ['npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org failed', 'check the network or proxy'],
  ['npm error code ENOSPC', 'disk is full'],
  ['npm error code EACCES\nnpm error path node_modules', 'No permission to write'],
  ['npm error code EINTEGRITY', 'npm cache clean'],
  ['npm error code ERESOLVE', 'do not fit each other'],
  ['npm error code EWHATEVER\nnpm error something new', 'something new'],
])('%j is told with what to do', async (output, todo) => {
  const { code, stdout, stderr } = await run(clone(fails(output)))
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('the installation failed')
  expect(stderr).toContain(todo)
  expect(stderr).not.toContain('    at ')
})

test('an npm that says all is well but ran no install script is not believed', async () => {
  const folder = clone('')
  const { code, stderr } = await run(folder)
  expect(code).toBe(1)
  expect(stderr).toContain('ignore-scripts')
  expect(existsSync(join(folder, 'node_modules'))).toBe(false)
})

test('a broken installed Node is not hidden', async () => {
  const folder = clone(installs)
  await run(folder)
  rmSync(join(folder, 'node_modules', 'node', 'bin', 'node'))
  symlinkSync('/nowhere', join(folder, 'node_modules', 'node', 'bin', 'node'))
  expect((await run(folder)).stderr).toContain('installing')
})
