import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask, type Postgres } from './postgres.ts'
import { freePort, handOver, makeFolder, removeFolder, runProgram, scratchFolder, startProgram, until } from './program.ts'

export interface Call {
  from: string
  to: string
  outcome: 'answered' | 'busy' | 'missed'
  /** How long they talk, or how long it rings before a missed one is given up; 'held': until `hangUp` is called. Default 0. */
  seconds?: number | 'held'
}

export interface Kamailio {
  /** postgres:// of the database with the tables acc_cdrs, missed_calls and acc. */
  url: string
  /** A real call through the proxy; resolves with its Call-ID when its records are in the database. */
  call: (call: Call) => Promise<string>
  /** The same as a call that goes on: its Call-ID, and what resolves once it is over. `hangUp`: of one that is held, once it rings or was answered. */
  begin: (call: Call) => { id: string; over: Promise<string>; hangUp: () => void }
  stop: () => Promise<void>
}

/**
 * A Kamailio of our own on loopback between a caller and a callee (sipp), with a record of every call in PostgreSQL: in `acc_cdrs`
 * (start_time, end_time, duration in seconds, callid, src_user, dst_user; duration 0 when nobody answered) and those not answered
 * in `missed_calls` (time, sip_code, sip_reason, callid, src_user, dst_user) as well. Times are whole seconds, UTC.
 */
export async function startKamailio(postgres: Postgres): Promise<Kamailio> {
  const home = scratchFolder('kamailio')
  const url = await postgres.database()
  await makeTables(url)
  const [port, calleePort] = [await freePort(), await freePort()]
  const conf = join(home, 'kamailio.cfg')
  writeFileSync(conf, kamailioConf(url, port, calleePort))
  handOver(conf)

  const scenario = (name: string, held = false) => {
    const file = join(home, `${name}${held ? '-held' : ''}.xml`)
    const text = readFileSync(new URL(`sip/${name}.xml`, import.meta.url), 'utf8')
    writeFileSync(file, held ? text.replace('<pause/>', '<recv request="INFO"/>') : text)
    return ['-sf', file]
  }
  const sipp = ['-i', '127.0.0.1', '-nostdin']
  const callee = await startProgram('sipp', {
    pack: 'sip-tester',
    args: [...sipp, ...scenario('callee'), '-p', String(calleePort)],
    ready: () => isBound(calleePort),
    signal: 'SIGKILL',
  })
  const run = makeFolder(join(home, 'run'))
  const program = await startProgram('kamailio', {
    pack: 'kamailio kamailio-postgres-modules',
    args: ['-f', conf, '-m', '64', '-M', '8', '-Y', run, '-P', join(run, 'pid'), '-DD', '-E'],
    ready: () => isBound(port),
    env: { TZ: 'UTC' },
  })
  const callers = { answered: scenario('caller-answered'), busy: scenario('caller-busy'), missed: scenario('caller-missed') }
  const held = { ...callers, answered: scenario('caller-answered', true), missed: scenario('caller-missed', true) }

  const make = async (id: string, own: Promise<number>, { from, to, outcome, seconds = 0 }: Call): Promise<string> => {
    const numbers = ['-p', String(await own), '-key', 'from', from, '-key', 'to', to]
    const pause = seconds === 'held' ? [] : ['-d', String(seconds * 1000)]
    const once = ['-m', '1', ...pause, '-cid_str', id, '-timeout', '100s', '-timeout_error']
    const plan = seconds === 'held' ? held[outcome] : callers[outcome]
    await runProgram('sipp', [`127.0.0.1:${port}`, ...sipp, ...plan, ...numbers, ...once])
    const tables = outcome === 'answered' ? ['acc_cdrs'] : ['acc_cdrs', 'missed_calls']
    for (const table of tables) {
      await until(async () => (await ask(url, `SELECT 1 FROM ${table} WHERE callid = $1`, [id]))[0], `a row in ${table}`)
    }
    return id
  }
  const begin = (call: Call) => {
    const id = randomUUID()
    const own = freePort()
    return { id, over: make(id, own, call), hangUp: () => void own.then(port => tell(port, id)) }
  }

  return {
    url,
    call: call => begin(call).over,
    begin,
    stop: async () => {
      await program.end()
      await callee.end()
      removeFolder(home)
    },
  }
}

/** Tells the caller of a held call, who waits for an INFO (RFC 6086), to go on. */
function tell(port: number, call: string): void {
  const lines = [
    `INFO sip:caller@127.0.0.1:${port} SIP/2.0`,
    'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKhangup',
    'From: <sip:test@127.0.0.1>;tag=test',
    `To: <sip:caller@127.0.0.1:${port}>`,
    `Call-ID: ${call}`,
    'CSeq: 1 INFO',
    'Max-Forwards: 70',
    'Content-Length: 0',
  ]
  const socket = createSocket('udp4')
  socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, '127.0.0.1', () => socket.close())
}

/** The tables Kamailio comes with, and the columns that its manual (acc module, "extra accounting") says to add. */
async function makeTables(url: string): Promise<void> {
  for (const name of ['standard', 'acc']) await ask(url, readFileSync(`/usr/share/kamailio/postgres/${name}-create.sql`, 'utf8'))
  for (const table of ['acc', 'missed_calls', 'acc_cdrs']) {
    await ask(url, `ALTER TABLE ${table} ADD src_user varchar(64), ADD dst_user varchar(64)`)
  }
  await ask(url, `ALTER TABLE acc_cdrs ADD callid varchar(255)`)
}

/** Whether somebody listens for UDP there: Linux lists them (proc(5)). */
async function isBound(port: number): Promise<boolean> {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync('/proc/net/udp', 'utf8').includes(address)
}

function kamailioConf(url: string, port: number, calleePort: number): string {
  return `#!KAMAILIO
log_stderror=yes
debug=1
children=2
listen=udp:127.0.0.1:${port}
disable_tcp=yes
loadmodule "db_postgres.so"
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "maxfwd.so"
loadmodule "dialog.so"
loadmodule "acc.so"
modparam("rr", "append_fromtag", 1)
modparam("dialog", "db_mode", 0)
modparam("acc", "db_url", "${url}")
modparam("acc", "db_flag", 1)
modparam("acc", "db_missed_flag", 2)
modparam("acc", "failed_transaction_flag", 3)
modparam("acc", "db_extra", "src_user=$fU;dst_user=$rU")
modparam("acc", "cdr_enable", 1)
modparam("acc", "cdr_log_enable", 1)
modparam("acc", "cdr_start_on_confirmed", 1)
modparam("acc", "cdr_expired_dlg_enable", 1)
modparam("acc", "cdrs_table", "acc_cdrs")
modparam("acc", "cdr_extra", "callid=$dlg_var(ci);src_user=$dlg_var(src);dst_user=$dlg_var(dst)")
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
    sl_send_reply("404", "Not here"); exit;
  }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  t_check_trans();
  if (is_method("INVITE")) {
    setflag(1); setflag(2); setflag(3); dlg_manage();
    $dlg_var(ci) = $ci; $dlg_var(src) = $fU; $dlg_var(dst) = $rU;
    acc_db_request("180 Ringing", "acc");
    record_route(); $du = "sip:127.0.0.1:${calleePort}"; t_relay(); exit;
  }
  sl_send_reply("405", "Method Not Allowed");
}
`
}
