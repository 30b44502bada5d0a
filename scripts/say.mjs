import { spawn } from 'node:child_process'

/** One line of progress. Goes to stderr, so that a command's own result on stdout stays alone. */
export function say(line) {
  process.stderr.write(`hilo: ${line}\n`)
}

/** A step failed in a way a person can do something about: `what` happened and what to `do`. */
export class StepFailed extends Error {
  constructor(what, todo) {
    super(`${what}\n      ${todo}`)
  }
}

/** Runs `main` and ends the process with the exit code it answers; a failed step is told in words. */
export async function entry(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    say(error.message)
    process.exitCode = 1
  }
}

/**
 * Runs a command. `quiet` collects its output instead of showing it; `limit` (ms) ends it. Answers `{code, output}`; a command that
 * is not there has code 127. Ctrl-C reaches the command through the terminal, so this process waits for it to end; other
 * signals are passed on.
 */
export function run(command, args, { quiet = false, limit, env, shell = false } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
      timeout: limit,
      shell,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
    const pass = signal => child.kill(signal)
    const stay = () => {}
    process.on('SIGINT', stay)
    process.on('SIGTERM', pass)
    process.on('SIGHUP', pass)
    // The shell that npm runs this in does not pass on what ends it: then this process has a new parent.
    const parent = process.ppid
    const orphaned = setInterval(() => process.ppid !== parent && pass('SIGTERM'), 1000).unref()
    const done = code => {
      clearInterval(orphaned)
      process.off('SIGINT', stay)
      process.off('SIGTERM', pass)
      process.off('SIGHUP', pass)
      resolve({ code, output })
    }
    child.once('error', error => {
      output += error.message
      done(127)
    })
    child.once('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}
