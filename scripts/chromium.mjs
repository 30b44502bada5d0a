import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { install, mayInstall } from './apt.mjs'
import { StepFailed } from './say.mjs'

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
]
const applications = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const programs = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
]

/** The program file of an installed Chromium or relative; `CHROME_PATH` comes first. Undefined when there is none. */
export function findChromium({ env, platform } = process) {
  return [...(env.CHROME_PATH ? [env.CHROME_PATH] : []), ...candidates(env, platform)].find(isProgram)
}

function candidates(env, platform) {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env.HOME ? [join(env.HOME, 'Applications')] : [])]
    return folders.flatMap(folder => applications.map(name => `${folder}/${name}.app/Contents/MacOS/${name}`))
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
    return folders.flatMap(folder => programs.map(name => `${folder}\\${name}`))
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/snap/bin']
  return commands.flatMap(name => folders.map(folder => join(folder, name)))
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Chromium for the tests: what is installed; as root on Debian and Ubuntu it is installed. */
export async function chromiumForTests() {
  const found = findChromium()
  if (found) return found
  if (!(await mayInstall())) throw new StepFailed('the tests need Chromium, and there is none here.', howTo())
  const words = await install(['chromium', 'fonts-liberation'], 'Chromium')
  const installed = findChromium()
  if (!installed) throw new StepFailed('apt could not install Chromium.', `${words}\n      ${howTo()}`)
  return installed
}

function howTo() {
  const how = {
    linux: 'Install it with your package manager (Debian, Ubuntu: sudo apt install chromium; Fedora: sudo dnf install chromium)',
    darwin: 'Install Google Chrome (brew install --cask google-chrome)',
    win32: 'Install Google Chrome or Microsoft Edge',
  }
  return `${how[process.platform] ?? 'Install Chromium'}, or set CHROME_PATH to a program of yours.`
}
