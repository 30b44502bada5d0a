import { ORPCError } from '@orpc/client'
import { Check, ExternalLink } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import * as z from 'zod'
import { client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { codeOf } from '../words.ts'

interface ConsentProps {
  /** What is filled in so far. */
  draft: () => { kind: string; settings: Record<string, unknown>; secrets: Record<string, string> }
  where: string
  /** Stands for the tokens, which stay in the main process. */
  grant: string | undefined
  onGrant: (grant: string) => void
}

type Stage = { at: 'idle' } | { at: 'asking'; address?: string } | { at: 'failed'; error: unknown }

/** Sends the user to the account's provider, in the system's browser, and waits for the answer. */
export function Consent({ draft, where, grant, onGrant }: ConsentProps) {
  const { t } = useTranslation('connectors')
  const [stage, setStage] = useState<Stage>({ at: 'idle' })
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const ask = async (): Promise<void> => {
    stop.current?.abort()
    const mine = new AbortController()
    stop.current = mine
    setStage({ at: 'asking' })
    try {
      for await (const step of await client.connectors.authorize(draft(), { signal: mine.signal })) {
        if ('open' in step) setStage({ at: 'asking', address: step.open })
        else onGrant(step.grant)
      }
      if (!mine.signal.aborted) setStage({ at: 'idle' })
    } catch (error) {
      if (!mine.signal.aborted) setStage({ at: 'failed', error })
    }
  }
  return (
    <div role="status" className="flex flex-col items-start gap-2">
      {stage.at === 'asking' ? (
        <>
          <p className="leading-read text-ink-2">{t(stage.address === undefined ? 'consent.waiting' : 'consent.open')}</p>
          {stage.address !== undefined && (
            <a href={stage.address} target="_blank" rel="noreferrer" className="rounded-1 text-link underline underline-offset-2">
              {t('consent.page')}
            </a>
          )}
          <Button
            onPress={() => {
              stop.current?.abort()
              setStage({ at: 'idle' })
            }}
          >
            {t('consent.stop')}
          </Button>
        </>
      ) : (
        <>
          {grant !== undefined && (
            <p className="flex items-center gap-2 text-13">
              <Check aria-hidden size={14} strokeWidth={2.5} className="text-ink-2" />
              {t('consent.done')}
            </p>
          )}
          {stage.at === 'failed' && <Refusal error={stage.error} where={where} />}
          <Button icon={ExternalLink} onPress={() => void ask()}>
            {t(grant === undefined ? 'consent.ask' : 'consent.again')}
          </Button>
        </>
      )}
    </div>
  )
}

const Said = z.object({ code: z.string(), detail: z.string().optional() })

function Refusal({ error, where }: { error: unknown; where: string }) {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const said = error instanceof ORPCError && error.code === 'SOURCE' ? Said.safeParse(error.data).data : undefined
  if (!said) return <p className="text-12 leading-read text-red">{failureText(error, problem)}</p>
  const code = codeOf(said.code)
  return (
    <p className="text-12 leading-read text-red wrap-anywhere">
      {t(`problem.${code}.what`, { where })}. {said.code === 'settings' ? said.detail : t(`problem.${code}.do`)}
    </p>
  )
}
