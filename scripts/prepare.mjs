/**
 * Everything a fresh clone needs before the app or its tests can run. Plain JavaScript for Node 20 and newer with nothing installed.
 * Whatever is there already is used as it is: a second run only compares.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run, StepFailed, say } from './say.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Node 24, which is what Electron embeds; everything but these scripts runs on it. */
export const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** What Node compiled the last time lies here: a start then takes half of the processor's time. https://nodejs.org/api/module.html#module-compile-cache */
export const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'hilo') }

/** The command of an installed package, as arguments for `node`. */
export function tool(name, bin = name) {
  const folder = join(root, 'node_modules', name)
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bins === 'string' ? bins : bins[bin])
}

/** Installs what package-lock.json names, unless exactly that is installed. */
export async function dependencies() {
  if (isInstalled()) return
  const took = stopwatch()
  say('installing what package-lock.json names (once, about half a minute) ...')
  // Not `npm ci`: it would first delete the Node that these scripts may be running on. This takes the same versions and writes nothing
  // but node_modules.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  const cli = process.env.npm_execpath
  const { code, output } = cli?.endsWith('.js')
    ? await run(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], { quiet: true })
    : await run('npm', args, { quiet: true, shell: process.platform === 'win32' })
  if (code !== 0 || !isInstalled()) throw new StepFailed('the installation failed.', advice(code, output))
  say(`installed in ${took()}`)
}

/** npm keeps what it installed in node_modules/.package-lock.json, and writes that file last. */
function isInstalled() {
  try {
    const wanted = packages('package-lock.json')
    const present = packages(join('node_modules', '.package-lock.json'))
    for (const [path, { version, optional }] of Object.entries(wanted)) {
      if (path !== '' && !optional && present[path]?.version !== version) return false
    }
    return existsSync(node)
  } catch {
    return false
  }
}

function packages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
}

/** What to do about npm's complaint. Its error codes: https://docs.npmjs.com/cli/using-npm/logging and Node's `os` constants. */
function advice(code, output) {
  const last = output
    .split('\n')
    .filter(line => line.includes('npm error') && !line.includes('A complete log'))
    .slice(0, 8)
    .join('\n      ')
  const known = [
    [/ENOSPC|EDQUOT/, 'The disk is full: make about 1 GB free and try again.'],
    [/EACCES|EPERM/, `No permission to write: check who owns ${root} and the npm cache (npm config get cache).`],
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i,
      'The npm registry cannot be reached: check the network or proxy (npm config get registry) and try again.',
    ],
    [/EINTEGRITY/, 'A download arrived damaged: run `npm cache clean --force` and try again.'],
    [/Unsupported engine|lockfileVersion|Unknown command/, 'npm is too old: install Node 20 or newer from https://nodejs.org.'],
    [/EUSAGE|ERESOLVE/, 'package.json and package-lock.json do not fit each other: run `npm install` and look at the difference.'],
  ].find(([pattern]) => pattern.test(output))
  if (code === 127) return 'npm was not found: install Node 20 or newer from https://nodejs.org, which brings it.'
  if (code === 0) return `Node 24 is missing in node_modules: its install script did not run. Check \`npm config get ignore-scripts\`.`
  return [known?.[1] ?? 'npm said:', last].filter(Boolean).join('\n      ')
}

/** Builds the window, unless it was built from exactly these sources. */
export function buildWindow() {
  return build('renderer', 'the window', ['vite.config.ts', 'electron/platform/content.ts', 'renderer', 'shared', 'package-lock.json'], [])
}

/** Builds the main process, for Electron and for plain Node, unless it was built from exactly these sources. */
export function buildMain() {
  return build(
    'main',
    'the main process',
    ['vite.main.config.ts', 'electron', 'shared', 'package-lock.json'],
    ['--config', 'vite.main.config.ts'],
  )
}

async function build(name, what, inputs, args) {
  const stamp = join(root, 'out', `${name}.inputs`)
  const fingerprint = hash(inputs)
  if (existsSync(join(root, 'out', name)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  const took = stopwatch()
  say(`building ${what} ...`)
  rmSync(stamp, { force: true })
  // Built aside and put in place whole: what is open keeps working, and a failed or second build leaves nothing half done.
  const target = join(root, 'out', name)
  const aside = `${target}.${process.pid}`
  const { code, output } = await run(node, [tool('vite'), 'build', ...args, '--outDir', aside, '--emptyOutDir'], { quiet: true })
  if (code !== 0) {
    rmSync(aside, { recursive: true, force: true })
    throw new StepFailed(`${what} could not be built:`, output.trim().replaceAll('\n', '\n      '))
  }
  rmSync(target, { recursive: true, force: true })
  renameSync(aside, target)
  writeFileSync(stamp, fingerprint)
  say(`built ${what} in ${took()}`)
}

/** By content, not by time: a checkout or a copy changes times and nothing else. */
function hash(inputs) {
  const digest = createHash('sha256')
  const add = path => {
    const full = join(root, path)
    if (!existsSync(full)) return
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(`${path}/${name}`)
    } else {
      digest.update(`${path}\0`).update(readFileSync(full)).update('\0')
    }
  }
  for (const input of inputs) add(input)
  return digest.digest('hex')
}

function stopwatch() {
  const start = Date.now()
  return () => `${((Date.now() - start) / 1000).toFixed(1)} s`
}
