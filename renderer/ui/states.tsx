import { CircleAlert, Info, type LucideIcon, RotateCw, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { ProgressBar as AriaProgressBar } from 'react-aria-components'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from './button.tsx'

/** Nothing here, and what to do next. */
export function Empty({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <Icon aria-hidden size={28} strokeWidth={1.25} className="text-ink-3" />
      <p className="max-w-80 text-15 font-strong text-balance wrap-anywhere">{title}</p>
      {children && <div className="max-w-96 text-13 text-ink-2 leading-read text-pretty">{children}</div>}
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

/** Could not be shown: what happened, what to do, and trying again. */
export function ErrorPane({ title, children, onRetry }: { title: string; children?: ReactNode; onRetry?: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <CircleAlert aria-hidden size={28} strokeWidth={1.25} className="text-red" />
      <p className="max-w-80 text-15 font-strong text-balance">{title}</p>
      {children && <div className="max-w-96 text-13 text-ink-2 leading-read text-pretty">{children}</div>}
      {onRetry && (
        <Button icon={RotateCw} onPress={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

const tones = {
  info: { look: 'bg-rail text-ink', icon: Info, mark: 'text-ink-2' },
  warning: { look: 'bg-amber-tint text-ink', icon: TriangleAlert, mark: 'text-amber' },
  failure: { look: 'bg-red-tint text-ink', icon: CircleAlert, mark: 'text-red' },
} as const

/** A line across the pane about its whole content. A failure is read aloud at once, the rest when there is time. */
export function Banner({ tone = 'info', children, action }: { tone?: keyof typeof tones; children: ReactNode; action?: ReactNode }) {
  const { look, icon: Icon, mark } = tones[tone]
  return (
    <div
      role={tone === 'failure' ? 'alert' : 'status'}
      className={`flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-13 ${look}`}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className={`shrink-0 ${mark}`} />
      <div className="min-w-0 grow basis-40 leading-read">{children}</div>
      {action && <div className="flex shrink-0 gap-2">{action}</div>}
    </div>
  )
}

/** True 200 ms after mounting: what loads faster shows nothing in between. */
function useLate(): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return late
}

/** Stands in the final layout while something loads: give it the grey bars as children. Shown after 200 ms. */
export function Skeleton({ children }: { children: ReactNode }) {
  const { t } = useTranslation('ui')
  const late = useLate()
  return (
    <div role="status" className="h-full overflow-hidden">
      {late && (
        <>
          <span className="sr-only">{t('loading')}</span>
          <div aria-hidden className="motion-safe:animate-breathe">
            {children}
          </div>
        </>
      )}
    </div>
  )
}

/** One grey bar of a skeleton. `width` in per cent of what is around it. */
export function Bar({ width, tall = false }: { width: number; tall?: boolean }) {
  return <div className={`rounded-1 bg-hover ${tall ? 'h-4' : 'h-3'}`} style={{ width: `${width}%` }} />
}

/** `value` from 0 to 1; absent while nobody knows. */
export function ProgressBar({ label, value, text }: { label: string; value?: number | undefined; text?: string }) {
  return (
    <AriaProgressBar
      aria-label={label}
      {...(value === undefined ? { isIndeterminate: true } : { value: value * 100 })}
      {...(text !== undefined && { valueLabel: text })}
    >
      <div className="h-1.5 overflow-hidden rounded-full bg-hover ring-1 ring-line-strong/50 ring-inset">
        <div
          className={`h-full rounded-full bg-accent ${value === undefined ? 'w-1/3 motion-safe:animate-breathe' : ''}`}
          style={value === undefined ? undefined : { width: `${value * 100}%` }}
        />
      </div>
    </AriaProgressBar>
  )
}
