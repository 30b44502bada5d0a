/** `npm run -s hilo -- COMMAND`: the command line, on the same app and contract as the window, in this process. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { defaultFolder } from '../platform/folder.ts'
import { takeNewPassphrase, takePassphrase } from '../platform/launch.ts'
import { tellCall } from './cli/call.ts'
import { check } from './cli/check.ts'
import type { Answer, CommandInput, Options } from './cli/command.ts'
import { customers } from './cli/customers.ts'
import { Failure, WrongUsage } from './cli/failure.ts'
import { importFiles } from './cli/import.ts'
import { linkTruth } from './cli/link.ts'
import { askPassphrase } from './cli/passphrase.ts'
import { backup, rekey, restore } from './cli/safety/backup.ts'
import { audit, erase, exportOne } from './cli/safety/privacy.ts'
import { fitsRetention, retention } from './cli/safety/retention.ts'
import { search } from './cli/search.ts'
import { sentence } from './cli/sentence.ts'
import { serveWindow } from './cli/serve.ts'
import { timeline } from './cli/timeline.ts'
import { words } from './cli/words.ts'
import { openApp } from './open-app.ts'

type Given = Pick<CommandInput, 'positionals' | 'options'>

/** `fits`: what was given is enough and not too much; looked at before a workspace is opened. */
interface Command {
  run: (input: CommandInput) => Promise<Answer>
  fits: (given: Given) => boolean
}

const commands: Record<string, Command> = {
  import: { run: importFiles, fits: ({ positionals }) => positionals.length > 0 },
  timeline: { run: timeline, fits: ({ positionals, options }) => positionals.length === 0 && Boolean(options.who) },
  customers: { run: customers, fits: ({ positionals }) => positionals.length === 0 },
  search: { run: search, fits: ({ positionals }) => positionals.length > 0 },
  check: { run: check, fits: ({ positionals }) => positionals.length === 0 },
  backup: { run: backup, fits: ({ positionals }) => positionals.length === 0 },
  audit: { run: audit, fits: ({ positionals }) => positionals.length === 0 },
  export: { run: exportOne, fits: ({ positionals, options }) => positionals.length === 1 && Boolean(options.who) },
  retention: { run: retention, fits: fitsRetention },
  erase: { run: erase, fits: ({ positionals, options }) => positionals.length === 0 && Boolean(options.who) && options.yes === true },
}

process.exitCode = await run(process.argv.slice(2))

/** Runs one command; answers with the exit code: 0 done, 1 failed, 2 wrong usage. */
async function run(args: string[]): Promise<number> {
  let folder = defaultFolder()
  try {
    const { positionals, values } = parse(args)
    const [name = '', ...rest] = positionals
    if (values.help || name === 'help') {
      process.stdout.write(`${words.usage}\n`)
      return 0
    }
    folder = values.data ?? folder
    if (name === 'serve' && rest.length === 0) return await serveWindow(folder, port(values.port), values.json)
    if (name === 'link' && rest.length === 0 && values.truth) return print(await linkTruth(values.truth), values.json)
    if (name === 'call' && rest.length <= 1) {
      const { from, to, id, state } = values
      return print(await tellCall({ link: rest[0], from, to, id, state, port: port(values.port) }), values.json)
    }
    if (name === 'restore' && rest[0] && rest.length === 1) return print(await restore(rest[0], folder, takePassphrase()), values.json)
    if (name === 'rekey' && rest.length === 0) return print(await rekey(folder, takePassphrase(), takeNewPassphrase()), values.json)
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    const given = { positionals: rest, options: values }
    if (!command?.fits(given)) throw wrongUsageOf(name)
    if (name !== 'import' && !existsSync(join(folder, 'hilo.db'))) throw new Failure(words.noWorkspace(folder))
    return await inWorkspace(folder, command.run, given, values.json)
  } catch (error) {
    if (error instanceof WrongUsage) {
      process.stderr.write(`${[error.message, error.usage].filter(Boolean).join('\n\n')}\n`)
      return 2
    }
    process.stderr.write(`${await sentence(error, folder)}\n`)
    return 1
  }
}

async function inWorkspace(folder: string, run: Command['run'], given: Given, json: boolean): Promise<number> {
  const { app, ports } = openApp(folder, takePassphrase(), true)
  try {
    await app.start('own', await askPassphrase(ports.keys, folder))
    const progress = (line: string): void => void process.stderr.write(`${line}\n`)
    const answer = await run({ client: createRouterClient(app.router), check: app.check, document: app.document, ...given, progress })
    return print(answer, json)
  } finally {
    await app.close()
  }
}

function print(answer: Answer, json: boolean): number {
  process.stdout.write(json ? `${JSON.stringify(answer.json, null, 2)}\n` : answer.lines.map(line => `${line}\n`).join(''))
  return answer.failed ? 1 : 0
}

function parse(args: string[]) {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        own: { type: 'string', multiple: true, default: [] },
        region: { type: 'string' },
        'time-zone': { type: 'string' },
        who: { type: 'string' },
        yes: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        truth: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        id: { type: 'string' },
        state: { type: 'string' },
      },
    })
    const options: Options = {
      own: values.own,
      region: region(values.region),
      timeZone: timeZone(values['time-zone']),
      who: values.who,
      to: values.to,
      yes: values.yes,
      dryRun: values['dry-run'],
    }
    return { positionals, values: { ...values, ...options } }
  } catch (error) {
    if (error instanceof WrongUsage) throw error
    const option = error instanceof Error ? /'(--?[^' ]+)/.exec(error.message)?.[1] : undefined
    throw new WrongUsage(option && words.badOption(option))
  }
}

/** What is there of a command is said of it alone: among all of them nobody finds what is missing. */
function wrongUsageOf(name: string): WrongUsage {
  let inside = false
  const lines = words.usage.split('\n').filter(line => {
    if (!line.startsWith('   ')) inside = line.startsWith(`  ${name} `)
    return inside
  })
  if (name !== '' && lines.length > 0) return new WrongUsage(words.howTo(name), lines.join('\n'))
  return new WrongUsage(name && words.badCommand(name))
}

function region(text: string | undefined): string | undefined {
  if (text !== undefined && !/^[A-Za-z]{2}$/.test(text)) throw new WrongUsage(words.badRegion(text))
  return text?.toUpperCase()
}

function timeZone(name: string | undefined): string | undefined {
  try {
    return name && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new WrongUsage(words.badTimeZone(name ?? ''))
  }
}

function port(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > 65535) throw new WrongUsage()
  return number
}
