import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ConnectorView, Finding, FormField, TestStep } from '#shared/contract/connectors.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { goTo } from '../../../state/place.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Banner, ProgressBar } from '../../../ui/states.tsx'
import { iconOf, useKindWords } from '../kinds.ts'
import { whereOf } from '../words.ts'
import { Consent } from './Consent.tsx'
import { askedFor, draftOf, type Fault, faultsIn, faultsOf, firstValues, guessesServer, type Values } from './draft.ts'
import { Field } from './Field.tsx'
import { Folders } from './Folders.tsx'
import { TestResult } from './TestResult.tsx'

/** More advanced fields than this stand side by side. */
const MANY = 6

interface Draft {
  settings: Record<string, unknown>
  secrets: Record<string, string>
  grant?: string
}

interface FormProps {
  kind: string
  form: readonly FormField[]
  /** The one being changed. */
  connector: ConnectorView | undefined
}

/** The form of a kind, made from its schema: filled in, tried, kept. Nothing is kept untried unless the user says so. */
export function SetupForm({ kind, form, connector }: FormProps) {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const words = useKindWords()
  const [values, setValues] = useState<Values>(() => firstValues(form, connector?.settings))
  const [name, setName] = useState(connector?.name ?? '')
  const [folders, setFolders] = useState(() => pathsIn(connector?.settings.folders))
  const [faults, setFaults] = useState<Record<string, Fault>>({})
  const [more, setMore] = useState(false)
  const [grant, setGrant] = useState<string>()
  const [seen, setSeen] = useState<Finding[]>([])
  const [tried, setTried] = useState<{ draft: string; steps: TestStep[] }>()
  const test = useMutation(api.connectors.test.mutationOptions())
  const add = useMutation(api.connectors.add.mutationOptions())
  const change = useMutation(api.connectors.change.mutationOptions())
  const queries = useQueryClient()
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: api.connectors.list.key() })
  const fields = useRef<HTMLFormElement>(null)

  const stored = connector !== undefined
  const draftWith = (now: Values): Draft => {
    const { settings, secrets } = draftOf(form, now, connector?.settings)
    const { folders: _before, ...rest } = settings
    return {
      settings: kind === 'imap' ? { ...rest, ...(folders && folders.length > 0 && { folders }) } : settings,
      secrets,
      ...(grant !== undefined && now.auth === 'oauth' && { grant }),
    }
  }
  const current = JSON.stringify(draftWith(values))
  const fresh = tried?.draft === current ? tried.steps : undefined
  const works = fresh !== undefined && fresh.length > 0 && fresh.every(({ ok }) => ok)
  const mayAnyway = fresh !== undefined && !works && fresh.at(-1)?.code !== 'settings'
  const busy = test.isPending || add.isPending || change.isPending
  const failed = test.error ?? add.error ?? change.error
  const asked = askedFor(form, values)
  const advanced = asked.filter(field => field.advanced)
  const plain = asked.filter(field => !field.advanced)
  const refused = connector?.state.state === 'attention' && connector.state.code === 'login-refused'
  const first = (refused && plain.find(({ type }) => type === 'secret')) || plain[0]
  const where = whereOf(values, words.name(kind))

  const blame = (found: Record<string, Fault>): boolean => {
    setFaults(found)
    if (form.some(field => field.advanced && found[field.name])) setMore(true)
    return Object.keys(found).length > 0
  }
  useEffect(() => {
    if (Object.keys(faults).length > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [faults])

  /** True when everything works. */
  const tryOut = async (now: Values): Promise<boolean> => {
    if (blame(faultsOf(form, now, stored))) return false
    const draft = draftWith(now)
    try {
      const { steps } = await test.mutateAsync({ kind, ...draft, ...(connector && { id: connector.id }) })
      setTried({ draft: JSON.stringify(draft), steps })
      const folder = steps.find(({ step }) => step === 'folder')?.found ?? []
      if (folder.length > 0) setSeen(folder)
      const last = steps.at(-1)
      if (last?.code === 'settings') blame(faultsIn(last.detail, form))
      return last?.ok === true
    } catch {
      // Shown as the mutation's failure.
      return false
    }
  }
  const keep = async (): Promise<void> => {
    if (!works && !mayAnyway && !(await tryOut(values))) return
    const draft = draftWith(values)
    const given = name.trim()
    if (connector) {
      await change.mutateAsync({ id: connector.id, kind, name: given || connector.name, ...draft })
      await refresh()
      goTo({ at: 'connectors', connector: connector.id }, true)
    } else {
      const { id } = await add.mutateAsync({ kind, ...(given && { name: given }), ...draft })
      await refresh()
      goTo({ at: 'connectors', connector: id }, true)
    }
  }
  const leave = (): void => goTo(connector ? { at: 'connectors', connector: connector.id } : { at: 'connectors', task: 'add' })
  const trust = (fingerprint: string): void => {
    const next = { ...values, fingerprint }
    setValues(next)
    setMore(true)
    void tryOut(next)
  }
  const field = (one: FormField, autoFocus: boolean) => (
    <Field
      key={one.name}
      kind={kind}
      field={one}
      value={values[one.name] ?? ''}
      onChange={value => {
        setValues({ ...values, [one.name]: value })
        const { [one.name]: _right, ...others } = faults
        if (faults[one.name]) setFaults(others)
      }}
      fault={faults[one.name]}
      stored={stored}
      autoFocus={autoFocus}
    />
  )
  const Icon = iconOf(kind)
  return (
    <div className="relative min-h-0 grow overflow-auto">
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      <form
        ref={fields}
        noValidate
        className="mx-auto flex max-w-120 flex-col gap-5 px-4 pt-6 two:px-8 two:pt-8"
        onSubmit={event => {
          event.preventDefault()
          if (!busy) void keep().catch(() => {})
        }}
      >
        <header className="flex items-start gap-3">
          <Icon aria-hidden size={22} strokeWidth={1.5} className="mt-0.5 shrink-0 text-ink-2" />
          <div className="flex min-w-0 flex-col gap-1">
            <h2 className="text-18 font-strong wrap-anywhere">
              {connector ? t('setup.change', { name: connector.name }) : t('setup.add', { kind: words.name(kind) })}
            </h2>
            {!connector && <p className="leading-read text-pretty text-ink-2">{words.brings(kind)}</p>}
          </div>
        </header>
        {plain.map(one => field(one, one === first))}
        {values.auth === 'oauth' && (
          <Consent draft={() => ({ kind, ...draftWith(values) })} where={where} grant={grant} onGrant={setGrant} />
        )}
        {kind === 'imap' && <Folders chosen={folders} onChange={setFolders} found={seen} />}
        <TextField label={t('setup.name')} value={name} onChange={setName} {...(!connector && { hint: t('setup.nameHelp') })} />
        {advanced.length > 0 && (
          <div className="-ms-3">
            <Button look="quiet" icon={more ? ChevronUp : ChevronDown} aria-expanded={more} onPress={() => setMore(!more)}>
              {t(more ? 'setup.less' : 'setup.more')}
            </Button>
          </div>
        )}
        {more && (
          <div className={`grid items-start gap-x-4 gap-y-5 ${advanced.length > MANY ? 'two:grid-cols-2' : ''}`}>
            {advanced.map(one => field(one, false))}
          </div>
        )}
        <div role="status" className="flex flex-col gap-2 empty:hidden">
          {test.isPending ? (
            <>
              <p className="text-13 text-ink-2">{t('setup.testing')}</p>
              <ProgressBar label={t('setup.testing')} />
            </>
          ) : (
            fresh && (
              <TestResult
                steps={fresh}
                where={where}
                guessed={guessesServer(form, values)}
                onTrust={form.some(one => one.name === 'fingerprint') ? trust : undefined}
              />
            )
          )}
          {mayAnyway && !busy && <p className="text-12 text-ink-2">{t('setup.anyway')}</p>}
        </div>
        <footer className="sticky bottom-0 flex flex-wrap gap-2 border-t border-line bg-canvas py-3">
          <Button type="submit" look="primary" isDisabled={busy}>
            {t(mayAnyway ? 'setup.saveAnyway' : 'setup.save')}
          </Button>
          <Button isDisabled={busy} onPress={() => void tryOut(values)}>
            {t('setup.test')}
          </Button>
          <Button look="quiet" onPress={leave}>
            {t(connector ? 'setup.cancel' : 'setup.back')}
          </Button>
        </footer>
      </form>
    </div>
  )
}

function pathsIn(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter(path => typeof path === 'string') : undefined
}
