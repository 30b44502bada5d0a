import { ImageDown, Maximize2, Minimize2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Interaction } from '#shared/contract/timeline.ts'
import { client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { type Opened, useView } from '../data/view.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { Act } from './parts.tsx'

/** The mail as its sender designed it, in a frame that runs nothing and fetches nothing until asked to. */
export function Original({ row, opened, active }: { row: Interaction; opened: Opened; active: boolean }) {
  const { t } = useTranslation('timeline')
  const { t: problem } = useTranslation('problems')
  const { onOpen } = useView()
  const [shown, setShown] = useState<{ path: string; remote: boolean }>()
  const [failure, setFailure] = useState<unknown>()
  const remote = opened.original === 'network'
  useEffect(() => {
    let wanted = true
    setFailure(undefined)
    client.timeline.open({ what: 'html', id: row.id, remote }).then(
      ({ path }) => wanted && setShown({ path, remote }),
      error => wanted && setFailure(error),
    )
    return () => {
      wanted = false
    }
  }, [row.id, remote])

  if (failure !== undefined) {
    return (
      <p role="alert" className="text-13 text-red">
        {failureText(failure, problem)}
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        {remote ? (
          <span className="text-12 text-ink-2">{t('original.loaded')}</span>
        ) : (
          <Act icon={ImageDown} active={active} onPress={() => onOpen(row.id, { original: 'network' })}>
            {t('original.load')}
          </Act>
        )}
        <Act
          icon={opened.tall ? Minimize2 : Maximize2}
          active={active}
          expanded={opened.tall === true}
          onPress={() => onOpen(row.id, { tall: !opened.tall })}
        >
          {opened.tall ? t('original.shrink') : t('original.expand')}
        </Act>
        {!remote && <p className="basis-full text-12 text-ink-3">{t('original.warning')}</p>}
      </div>
      {/* Enlarged it leaves room for what is above it in the row: who, subject, these acts. */}
      <div
        className={`overflow-hidden rounded-2 border border-line bg-white in-data-[theme=dark]:brightness-85 ${opened.tall ? 'h-[max(20rem,calc(100cqh-12rem))]' : 'h-80'}`}
      >
        {shown && (
          <iframe
            key={shown.path}
            title={t('original.title')}
            sandbox=""
            referrerPolicy="no-referrer"
            src={shown.path}
            tabIndex={active ? 0 : -1}
            className="h-full w-full scheme-light"
          />
        )}
      </div>
      {shown && <LinkDialog key={shown.path} path={shown.path} />}
    </div>
  )
}
