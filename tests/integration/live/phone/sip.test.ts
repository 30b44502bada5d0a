import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SipSettings } from '../../../../electron/connectors/sip-records/settings.ts'
import { sipRecords } from '../../../../electron/connectors/sip-records/sip-records.ts'
import { triggerSql } from '../../../../electron/connectors/sip-records/trigger.ts'
import { selfSigned } from '../../../servers/certificate.ts'
import { type Kamailio, startKamailio } from '../../../servers/kamailio.ts'
import { ask, type Postgres, startPostgres } from '../../../servers/postgres.ts'
import { freePort, handOver, removeFolder, scratchFolder, until } from '../../../servers/program.ts'
import { startProxy } from '../../../servers/proxy.ts'
import { awake } from '../../support/awake.ts'
import { openTestApp } from '../../support/workspace.ts'
import { Collector } from '../collect.ts'
import { connectorContract } from '../contract.ts'

const makeTables = `
  CREATE TABLE acc_cdrs (id serial PRIMARY KEY, start_time timestamp NOT NULL, end_time timestamp NOT NULL, duration real NOT NULL,
    callid varchar(255), src_user varchar(64), dst_user varchar(64));
  CREATE TABLE missed_calls (id serial PRIMARY KEY, callid varchar(255), sip_code varchar(3), time timestamp NOT NULL,
    src_user varchar(64), dst_user varchar(64))`

const insertCalls = `INSERT INTO acc_cdrs (start_time, end_time, duration, callid, src_user, dst_user)
  SELECT timestamp '2025-03-03 10:00' + n * interval '1 minute', timestamp '2025-03-03 10:01' + n * interval '1 minute', 60,
    gen_random_uuid(), '+34600111222', '201' FROM generate_series(1, $1::int) n`

const insertNow = (id: string) => `INSERT INTO acc_cdrs (start_time, end_time, duration, callid, src_user, dst_user)
  VALUES (timezone('UTC', now()), timezone('UTC', now()), 20, '${id}', '+34600111222', '201')`

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

async function newDatabase(sql = makeTables): Promise<string> {
  const url = await postgres.database()
  await ask(url, sql)
  return url
}

function given(url: string, more: Record<string, unknown> = {}) {
  const { username, password, port, pathname } = new URL(url)
  const settings = {
    host: '127.0.0.1',
    port: Number(port),
    database: pathname.slice(1),
    user: username,
    tls: 'off',
    timeZone: 'UTC',
    every: 0.05,
  }
  return { settings: SipSettings.parse({ ...settings, ...more }), secrets: { password } }
}
const collect = (url: string, more: Record<string, unknown> = {}) => new Collector(sipRecords, given(url, more))

connectorContract('sip-records', async () => {
  const url = await newDatabase()
  const proxy = await startProxy(postgres.port)
  const good = given(url, { port: proxy.port })
  const wrong = (more: Record<string, unknown>) => ({ settings: { ...good.settings, ...more }, secrets: good.secrets })
  return {
    connector: sipRecords,
    given: good,
    many: 1600,
    async add(count) {
      await ask(url, insertCalls, [count])
    },
    async away() {
      await proxy.refuse()
      proxy.cut()
    },
    back: () => proxy.accept(),
    wrong: [
      { given: wrong({ host: 'nowhere.invalid' }), step: 'name', code: 'name-not-found' },
      { given: wrong({ port: await freePort() }), step: 'port', code: 'refused' },
      { given: { ...good, secrets: { password: 'Zanahoria' } }, step: 'login', code: 'login-refused' },
      { given: wrong({ database: 'elsewhere' }), step: 'login', code: 'server-said-no' },
      { given: wrong({ tls: 'on' }), step: 'login', code: 'no-tls' },
      { given: wrong({ table: 'nothing' }), step: 'table', code: 'table-missing' },
      { given: wrong({ from: 'caller' }), step: 'table', code: 'column-missing' },
    ],
    hidden: ['Zanahoria', good.secrets.password, '600111222'],
    async close() {
      await proxy.stop()
    },
  }
})

describe('call records in PostgreSQL', () => {
  it('brings rows that were committed out of order, and calls written while the app was down', async () => {
    const url = await newDatabase()
    const { Client } = await import('pg')
    const slow = new Client(url)
    await slow.connect()
    await slow.query('BEGIN')
    await slow.query(insertNow('slow'))
    await ask(url, insertNow('quick'))
    const run = collect(url).start()
    await run.until('the quick one', so => so.live && so.items.size === 1)
    const from = run.steps
    await run.until('more looks', so => so.steps > from + 2)
    await slow.query('COMMIT')
    await slow.end()
    await run.until('the slow one', so => so.items.size === 2)
    expect(run.repeated).toBe(0)
    await run.stop()
    await ask(url, insertNow('while down'))
    await run.start().until('the third', so => so.items.size === 3 && so.live)
    await run.stop()
    expect([...run.items.keys()].toSorted()).toEqual(['sip quick', 'sip slow', 'sip while down'])
  })

  it('is woken by the trigger it offers', async () => {
    const url = await newDatabase()
    const steps = []
    const { settings, secrets } = given(url, { every: 200 })
    const context = { settings, secrets, own: [], region: 'ES', timeZone: 'UTC', now: Date.now, signal: new AbortController().signal }
    for await (const step of sipRecords.test({
      ...context,
      parseMails: async () => ({ results: [], items: [] }),
      keepSecrets: async () => {},
    }))
      steps.push(step)
    const offered = steps.flatMap(step => step.found ?? []).filter(({ what }) => what === 'trigger')
    expect(offered).toHaveLength(2)
    for (const { value } of offered) await ask(url, value)
    const run = collect(url, { every: 200 }).start()
    await run.until('live', so => so.live)
    await ask(url, insertNow('told'))
    // Far sooner than the next look.
    await run.until('it', so => so.items.size === 1)
    await run.stop()
  })

  it('comes back after the server was restarted', async () => {
    const url = await newDatabase()
    await ask(url, insertCalls, [10])
    const run = collect(url).start(true)
    await run.until('ten', so => so.items.size === 10 && so.live)
    await postgres.restart({ whileDown: () => run.until('noticing', so => so.errors.length > 0) })
    await ask(url, insertCalls, [5])
    await run.until('fifteen', so => so.items.size === 15 && so.live, 40_000)
    await run.stop()
    expect(run.errors.map(error => Object(error).kind)).not.toContain('attention')
  })

  it('survives 20 cuts at random bytes of a backfill: every call once', async () => {
    const url = await newDatabase()
    await ask(url, insertCalls, [8000])
    const proxy = await startProxy(postgres.port)
    const cuts = Array.from({ length: 20 }, () => 400 + Math.floor(Math.random() * 300_000))
    proxy.fault({ kind: 'cut', after: cuts })
    const run = collect(url, { port: proxy.port }).start(true)
    await run.until(`all in spite of cuts at ${cuts}`, so => so.items.size === 8000 && so.live, 50_000)
    proxy.fault({ kind: 'byte-by-byte' })
    await ask(url, insertNow('byte by byte'))
    await run.until('one more', so => so.items.size === 8001)
    await run.stop()
    await proxy.stop()
    expect(run.items.size).toBe(8001)
    expect(run.errors.map(error => Object(error).kind)).not.toContain('attention')
  })

  it('ends at once when it is stopped on a connection that is half open', async () => {
    const url = await newDatabase()
    const proxy = await startProxy(postgres.port)
    for (const after of [0, 100, 500]) {
      proxy.fault({ kind: 'half-open', after })
      const run = collect(url, { port: proxy.port }).start()
      await expect.poll(() => proxy.connections.open).toBeGreaterThan(0)
      const from = awake()
      await run.stop()
      expect(awake() - from).toBeLessThan(5000)
    }
    await proxy.stop()
  })

  it('fits other tables by mapping: FreeSWITCH, keyed by a time that several rows share, with names that need quotes', async () => {
    const url = await newDatabase(`CREATE SCHEMA "Swi""tch";
      CREATE TABLE "Swi""tch"."C D R; --" (caller_id_name text, caller_id_number text, destination_number text, start_stamp timestamptz,
        "end stamp" timestamptz, duration int, billsec int, hangup_cause text, uuid uuid);
      INSERT INTO "Swi""tch"."C D R; --"
        SELECT 'Ana', '600111222', '201', '2025-03-03 10:00+01', '2025-03-03 10:01+01', 60, 45, 'NORMAL_CLEARING', gen_random_uuid()
        FROM generate_series(1, 1200);
      INSERT INTO "Swi""tch"."C D R; --" VALUES
        (NULL, '201', '600111222', '2025-03-03 11:00+01', '2025-03-03 11:00:20+01', 20, 0, 'USER_BUSY', gen_random_uuid()),
        (NULL, '201', '202', '2025-03-03 11:00+01', '2025-03-03 11:00:20+01', 20, 10, 'NORMAL_CLEARING', gen_random_uuid()),
        (NULL, 'anonymous', '201', '2025-03-03 11:00+01', '2025-03-03 11:00:20+01', 20, 10, 'NORMAL_CLEARING', gen_random_uuid())`)
    const mapping = {
      table: 'Swi"tch.C D R; --',
      key: 'end stamp',
      start: 'start_stamp',
      end: 'end stamp',
      talk: 'billsec',
      from: 'caller_id_number',
      to: 'destination_number',
      callId: 'uuid',
      outcome: 'hangup_cause',
      callerName: 'caller_id_name',
      missedTable: '',
    }
    const run = collect(url, mapping).start()
    await run.until('all', so => so.live && so.items.size === 1201)
    await run.stop()
    const [first] = run.items.values()
    expect(first).toMatchObject({
      direction: 'in',
      occurredAt: Date.UTC(2025, 2, 3, 9),
      from: { name: 'Ana' },
      call: { ring: 15, talk: 45 },
    })
    expect([...run.items.values()].at(-1)).toMatchObject({ direction: 'out', call: { outcome: 'busy', ring: 20, talk: 0 } })
    expect(run.problems).toMatchObject([{ code: 'no-address' }])
  })

  it('reads times without a zone in the zone given, and again from a date', async () => {
    const url = await newDatabase()
    await ask(url, insertCalls, [100])
    const run = collect(url, { timeZone: 'America/Bogota' }).start()
    await run.until('all', so => so.live && so.items.size === 100)
    await run.stop()
    expect(Math.min(...[...run.items.values()].map(item => item.occurredAt))).toBe(Date.UTC(2025, 2, 3, 15, 1))
    const again = new Collector(sipRecords, { ...given(url), since: Date.UTC(2025, 2, 3, 11, 31) })
    again.cursor = run.cursor
    await again.start().until('live', so => so.live)
    await again.stop()
    expect(again.items.size).toBe(10)
  })

  it('shows the fingerprint of a certificate that nobody signed, and takes that one when a person accepted it', async () => {
    const folder = scratchFolder('certificate')
    const certificate = await selfSigned(folder)
    for (const path of [certificate.file, certificate.key]) handOver(path)
    const secure = await startPostgres()
    const admin = new URL(secure.url)
    for (const set of [`ssl_cert_file = '${certificate.file}'`, `ssl_key_file = '${certificate.key}'`, 'ssl = on']) {
      await ask(admin.href, `ALTER SYSTEM SET ${set}`)
    }
    await secure.restart()
    await ask(admin.href, makeTables)
    await ask(admin.href, insertCalls, [3])
    const refused = await collect(secure.url, { tls: 'on' }).start().failure()
    expect(refused).toMatchObject({ kind: 'attention', code: 'certificate', detail: expect.stringContaining(certificate.fingerprint) })
    const another = certificate.fingerprint.split(':').reverse().join(':')
    expect(await collect(secure.url, { tls: 'on', fingerprint: another }).start().failure()).toMatchObject({ code: 'certificate' })
    for (const more of [{ tls: 'on', fingerprint: certificate.fingerprint }, { tls: 'unchecked' }]) {
      const run = collect(secure.url, more).start()
      await run.until('all', so => so.items.size === 3)
      await run.stop()
    }
    await secure.stop()
    removeFolder(folder)
  })

  it('says when it may not read a table', async () => {
    const url = await newDatabase(`${makeTables}; CREATE ROLE "reader${randomUUID()}" LOGIN PASSWORD 'pepino'`)
    const [role] = await ask(url, `SELECT rolname FROM pg_roles WHERE rolname LIKE 'reader%'`)
    const run = new Collector(sipRecords, {
      settings: given(url, { user: role?.rolname }).settings,
      secrets: { password: 'pepino' },
    }).start()
    expect(await run.failure()).toMatchObject({ kind: 'attention', code: 'no-permission', detail: 'acc_cdrs' })
  })
})

describe('calls through Kamailio', () => {
  let kamailio: Kamailio
  beforeAll(async () => {
    kamailio = await startKamailio(postgres)
  })
  afterAll(() => kamailio?.stop())

  it('are there with their outcome, whether the app was running or not', async () => {
    const calls = [
      { from: '+493012345601', to: '201', outcome: 'answered', seconds: 1 },
      { from: '+493012345602', to: '201', outcome: 'busy' },
    ] as const
    const ids = []
    for (const call of calls) ids.push(await kamailio.call(call))
    const run = collect(kamailio.url, { timeZone: '' }).start()
    await run.until('two', so => so.items.size === 2 && so.live)
    ids.push(await kamailio.call({ from: '202', to: '+493012345603', outcome: 'missed', seconds: 1 }))
    await run.until('the third', so => so.items.size === 3)
    await run.stop()
    expect(ids.map(id => run.items.get(`sip ${id}`)?.call?.outcome)).toEqual(['answered', 'busy', 'missed'])
    expect(run.items.get(`sip ${ids[2]}`)).toMatchObject({ direction: 'out', from: { own: true }, to: [{ address: '+493012345603' }] })
  })

  it('ring, are answered and hung up while they go on; one that was never answered ends, too', async () => {
    for (const table of ['acc', 'acc_cdrs', 'missed_calls']) await ask(kamailio.url, triggerSql(table, 'hilo_calls'))
    const before = kamailio.begin({ from: '+493012345604', to: '201', outcome: 'answered', seconds: 'held' })
    await until(async () => (await ask(kamailio.url, 'SELECT 1 FROM acc WHERE callid = $1', [before.id]))[0], 'ringing')
    // Looks without being told would be far too late.
    const run = collect(kamailio.url, { timeZone: '', every: 200 }).start()
    await run.until('live', so => so.live)
    const states = (id: string) => run.calls.filter(call => call.id === id).map(({ state }) => state)
    expect(run.all.at(-1)).toMatchObject([{ id: before.id, from: '+493012345604', to: '201' }])
    const answered = kamailio.begin({ from: '+493012345605', to: '201', outcome: 'answered', seconds: 'held' })
    const missed = kamailio.begin({ from: '+493012345606', to: '201', outcome: 'missed', seconds: 'held' })
    await run.until('both', () => states(answered.id).includes('answered') && states(missed.id).includes('ringing'))
    expect(run.calls.find(({ id }) => id === answered.id)).toMatchObject({ from: '+493012345605', to: '201' })
    for (const call of [before, answered, missed]) call.hangUp()
    await Promise.all([before.over, answered.over, missed.over])
    await run.until('all over', so =>
      [before, answered, missed].every(({ id }) => so.calls.some(call => call.id === id && call.state === 'ended')),
    )
    await run.stop()
    // Whoever looks a moment late finds it answered already.
    expect(states(answered.id).filter(state => state !== 'ringing')).toEqual(['answered', 'ended'])
    expect([...new Set(states(missed.id))]).toEqual(['ringing', 'ended'])
  })

  it('show who calls, ask for the outcome after the last word, and are completed by their record', async () => {
    const { client } = await openTestApp()
    const { settings, secrets } = given(kamailio.url, { timeZone: '', every: 0.2 })
    await client.connectors.add({ kind: 'sip-records', settings: { ...settings }, secrets })
    const theCall = async () => (await client.calls.now()).calls.find(({ number }) => number === '+493012345607')
    await expect.poll(async () => (await client.connectors.list()).connectors[0]?.state.state).toBe('live')
    const { id, over, hangUp } = kamailio.begin({ from: '+493012345607', to: '201', outcome: 'answered', seconds: 'held' })
    await expect.poll(async () => (await theCall())?.state).toBe('answered')
    const { key = '' } = (await theCall()) ?? {}
    await client.calls.note({ key, text: 'wants a plumber' })
    hangUp()
    await over
    await expect.poll(theCall).toMatchObject({ state: 'ended', note: 'wants a plumber' })
    await client.calls.close({ key, outcome: 'resolved' })
    const theirs = async () => {
      const [found] = (await client.customers.list({ text: '+493012345607' })).rows
      return found ? (await client.timeline.page({ customer: found.id })).rows : []
    }
    const [talked] = await ask(kamailio.url, 'SELECT round(duration)::int AS talk FROM acc_cdrs WHERE callid = $1', [id])
    await expect.poll(theirs).toMatchObject([{ channel: 'phone', call: { outcome: 'answered', ...talked } }])
    const customer = (await client.customers.list({ text: '+493012345607' })).rows[0]?.id ?? 0
    await expect.poll(async () => (await client.calls.of({ customer })).calls).toMatchObject([{ key, recorded: true }])
  })
})
