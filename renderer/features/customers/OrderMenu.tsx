import { ArrowDownUp, Check } from 'lucide-react'
import { useRef } from 'react'
import { CustomerOrder } from '#shared/contract/customers.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlay.tsx'
import { useListState } from './list-state.ts'

const orders = CustomerOrder.options

/** Who comes first in the list. Its key goes from one order to the next. */
export function OrderMenu() {
  const { t } = useTranslation('customers')
  const button = useRef<HTMLButtonElement>(null)
  const chosen = useListState(now => now.order)
  const group = t('title')
  useCommands([
    { id: 'customers.order', label: t('order.command'), group, shortcut: 'g o', run: () => button.current?.click() },
    ...orders.map(order => ({
      id: `customers.order-${order}`,
      label: t(`order.by.${order}`),
      group,
      run: () => useListState.setState({ order }),
      when: () => order !== chosen,
    })),
  ])
  return (
    <Popover label={t('order.title')} trigger={<IconButton ref={button} icon={ArrowDownUp} label={t('order.title')} shortcut="g o" />}>
      {close => (
        <ul className="flex w-56 flex-col">
          {orders.map(order => (
            <li key={order}>
              <button
                type="button"
                aria-pressed={order === chosen}
                className="flex min-h-8 w-full items-center gap-2 rounded-2 px-3 text-start hover:bg-hover"
                onClick={() => {
                  useListState.setState({ order })
                  close()
                }}
              >
                <span className="grow">{t(`order.${order}`)}</span>
                {order === chosen && <Check aria-hidden size={14} className="shrink-0 text-accent" />}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  )
}
