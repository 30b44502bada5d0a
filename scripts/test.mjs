/** `npm test`: types, lint, unit and integration tests, then the window in a browser. One failing part keeps no other from running. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { chromiumForTests } from './chromium.mjs'
import { findElectron } from './electron.mjs'
import { buildMain, buildWindow, compiled, dependencies, node, root, tool } from './prepare.mjs'
import { entry, run, StepFailed, say } from './say.mjs'
import { serversForTests } from './servers.mjs'

const reports = join(root, 'out', 'reports')
const total = { passed: 0, failed: 0 }
/** What failed, by part, named again at the end: the parts before the last one print much. */
const failed = []

await entry(async () => {
  await dependencies()
  await single('types', 'typescript', 'tsc', ['-p', '.'])
  await single('lint', '@biomejs/biome', 'biome', ['check', '.'])
  await vitest()
  await playwright()
  for (const line of failed) say(`failed: ${line}`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 ? 0 : 1
})

/** A part that counts as one test. */
async function single(name, pack, bin, args) {
  say(`${name} ...`)
  const { code } = await run(node, [tool(pack, bin), ...args])
  if (code !== 0) failed.push(name)
  count(code === 0 ? 1 : 0, code === 0 ? 0 : 1)
}

async function vitest() {
  // Some of them start a serve, which shows the window.
  for (const ready of [serversForTests, buildWindow]) {
    try {
      await ready()
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error
      // Not counted here: each test that needs it fails, and says so again.
      say(error.message)
    }
  }
  say('unit and integration tests ...')
  const file = report('vitest.json')
  const { code } = await run(node, [tool('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
    env: compiled,
  })
  const result = read(file)
  for (const file of result?.testResults ?? []) failed.push(...failuresIn(file))
  count(result?.numPassedTests ?? 0, failures(result?.testResults ?? []), code)
}

/** The failed tests of a file with the first line of why; the file itself if it could not get ready. */
function failuresIn({ name, status, message, assertionResults }) {
  const tests = assertionResults.filter(one => one.status === 'failed')
  const lines = tests.map(one => `${relative(root, name)}: ${one.fullName}: ${firstLine(one.failureMessages[0])}`)
  return lines.length === 0 && status === 'failed' ? [`${relative(root, name)}: ${firstLine(message)}`] : lines
}

function firstLine(text = '') {
  return stripVTControlCharacters(text).split('\n', 1)[0]
}

/** A file that could not get ready (a server it needs is not here) fails with all its tests, which the runner itself calls skipped. */
function failures(files) {
  const failed = files.filter(file => file.status === 'failed')
  return failed.reduce((sum, file) => sum + Math.max(1, file.assertionResults.filter(one => one.status !== 'passed').length), 0)
}

async function playwright() {
  say('the window in a browser ...')
  const file = report('playwright.json')
  try {
    const env = { ...compiled, CHROME_PATH: await chromiumForTests(), PLAYWRIGHT_JSON_OUTPUT_FILE: file }
    await buildWindow()
    await buildMain()
    let command = [node, tool('@playwright/test', 'playwright'), 'test', '--reporter=list,json']
    const electron = findElectron()
    if (electron) {
      if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) command = ['xvfb-run', '-a', ...command]
    } else {
      say('Electron is not here: its project is left out, the same specs run in the browser.')
    }
    const [program, ...args] = command
    const { code } = await run(program, args, { env })
    const { stats, suites = [] } = read(file) ?? {}
    for (const { file: spec, title, tests } of suites.flatMap(specsOf)) {
      if (tests.some(one => one.status === 'unexpected')) failed.push(`tests/e2e/${spec}: ${title}`)
    }
    count((stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected ?? 0, code)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    say(error.message)
    failed.push('the window in a browser')
    count(0, 1)
  }
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

/** A runner that ended badly without a failed test to show for it (a file that cannot be loaded, a crash) counts as one. */
function count(passed, failed, code = 0) {
  total.passed += passed
  total.failed += failed === 0 && code !== 0 ? 1 : failed
}

function report(name) {
  const file = join(reports, name)
  rmSync(file, { force: true })
  return file
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
