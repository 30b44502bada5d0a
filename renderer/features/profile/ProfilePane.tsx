import { useQueries, useQuery } from '@tanstack/react-query'
import { Clock, Merge, Split } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { ChannelMark } from '../../ui/channel.tsx'
import { Bar, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { CustomerCases, casesOf } from '../cases/CustomerCases.tsx'
import { PrivacyMenu } from '../privacy/PrivacyMenu.tsx'
import { AddIdentity } from '../suggestions/AddDialog.tsx'
import { Hint, hintOf } from '../suggestions/Hint.tsx'
import { IdentityMenu } from '../suggestions/IdentityMenu.tsx'
import { Mentioned, mentionedOf } from '../suggestions/Mentioned.tsx'
import { Scores, scoresOf } from '../surveys/Scores.tsx'
import { Details, detailsOf } from './details/Details.tsx'
import { Who } from './details/Who.tsx'
import { History } from './History.tsx'
import { IdentityItem } from './identity.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { SplitDialog } from './SplitDialog.tsx'

/** Who this customer is: every identity, where they came from, how they get in touch, and what was merged or split. */
export function ProfilePane({ customer }: { customer: number }) {
  const { t } = useTranslation('profile')
  const { t: problem } = useTranslation('problems')
  const profile = useQuery(api.customers.get.queryOptions({ input: { id: customer } }))
  // All of it at once: what came later would move the buttons below it from under the pointer.
  const isWhole = useQueries({
    queries: [hintOf(customer), casesOf(customer), scoresOf(customer), mentionedOf(customer), detailsOf(customer)],
    combine: parts => parts.every(({ isPending }) => !isPending),
  })
  if (profile.data && isWhole) return <ProfileView profile={profile.data} />
  if (profile.isError) {
    return (
      <ErrorPane title={t('failed')} onRetry={() => void profile.refetch()}>
        {failureText(profile.error, problem)}
      </ErrorPane>
    )
  }
  return (
    <Skeleton>
      <div className="flex flex-col gap-4 p-5">
        <Bar width={60} tall />
        <Bar width={40} />
        <Bar width={90} />
        <Bar width={80} />
        <Bar width={85} />
      </div>
    </Skeleton>
  )
}

function ProfileView({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile')
  const { t: details } = useTranslation('details')
  const { t: surveys } = useTranslation('surveys')
  const [dialog, setDialog] = useState<'merge' | 'split'>()
  const close = (): void => setDialog(undefined)
  const canSplit = profile.identities.length > 1
  useCommands([
    { id: 'profile.merge', label: t('merge.command'), group: t('group'), run: () => setDialog('merge') },
    { id: 'profile.split', label: t('split.command'), group: t('group'), run: () => setDialog('split'), when: () => canSplit },
  ])
  return (
    <div className="min-h-0 grow overflow-auto px-4 pt-5 pb-8 -outline-offset-2" tabIndex={-1} data-pane-focus>
      <Who profile={profile} menu={<PrivacyMenu profile={profile} />} />
      {profile.waitingSince !== undefined && (
        <p className="mt-3 flex items-center gap-1.5 text-13 text-amber">
          <Clock aria-hidden size={14} strokeWidth={2} />
          <span className="grow">{t('waiting')}</span>
          <Time at={profile.waitingSince} />
        </p>
      )}
      <Hint customer={profile.id} />
      <Section title={t('cases')}>
        <CustomerCases customer={profile.id} />
      </Section>
      <Scores customer={profile.id} frame={children => <Section title={surveys('title')}>{children}</Section>} />
      <Section title={t('identities')}>
        <ul>
          {profile.identities.map(identity => (
            <IdentityItem key={identity.id} identity={identity}>
              <IdentityMenu identity={identity} customer={profile.id} only={!canSplit} />
            </IdentityItem>
          ))}
        </ul>
        <div className="-ms-3 mt-1 flex flex-wrap">
          <AddIdentity profile={profile} />
          <Button look="quiet" icon={Merge} onPress={() => setDialog('merge')}>
            {t('merge.open')}
          </Button>
          {canSplit && (
            <Button look="quiet" icon={Split} onPress={() => setDialog('split')}>
              {t('split.open')}
            </Button>
          )}
        </div>
        <Mentioned profile={profile} />
      </Section>
      <Section title={details('title')}>
        <Details customer={profile.id} />
      </Section>
      <Section title={t('contact')}>
        {profile.byChannel.length === 0 ? (
          <p className="text-ink-2">{t('noContact')}</p>
        ) : (
          <dl className="grid auto-rows-[28px] grid-cols-[auto_1fr] items-center gap-x-4">
            <dt className="text-ink-2">{t('first')}</dt>
            <dd className="text-end">
              <Time at={profile.firstAt} form="date" />
            </dd>
            <dt className="text-ink-2">{t('last')}</dt>
            <dd className="text-end">
              <Time at={profile.lastAt} />
            </dd>
          </dl>
        )}
      </Section>
      {profile.byChannel.length > 0 && (
        <Section title={t('byChannel')}>
          <ByChannel counts={profile.byChannel} />
        </Section>
      )}
      {profile.history.length > 0 && (
        <Section title={t('historyTitle')}>
          <History profile={profile} />
        </Section>
      )}
      {dialog === 'merge' && <MergeDialog profile={profile} onClose={close} />}
      {dialog === 'split' && <SplitDialog profile={profile} onClose={close} />}
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-5 border-t border-line pt-4">
      <h3 className="mb-2 text-12 font-strong text-ink-2">{title}</h3>
      {children}
    </section>
  )
}

function ByChannel({ counts }: { counts: Profile['byChannel'] }) {
  const formats = useFormats()
  const most = Math.max(...counts.map(({ count }) => count))
  return (
    <ul className="flex flex-col gap-1.5">
      {counts.map(({ channel, count }) => (
        <li key={channel} className="grid grid-cols-[88px_1fr_auto] items-center gap-3">
          <ChannelMark channel={channel} word />
          <span aria-hidden className="h-1.5 rounded-full bg-hover">
            <span className="block h-full min-w-1 rounded-full bg-ink-3" style={{ width: `${(count / most) * 100}%` }} />
          </span>
          <span className="tabular text-end text-ink-2">{formats.number(count)}</span>
        </li>
      ))}
    </ul>
  )
}
