import { Smile } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlay.tsx'

/** Those that are sent to customers; everything else comes from the system's own list (Win+. or Ctrl+Cmd+Space). */
const common = [...'😀😊🙂😉😍🤗🤔😅😂😢😕😮🙏👍👎👏🙌💪👋✅❌❗❓⚠⭐🎉🎁❤💡📞📧📎📦🚚🔧🔑🕐📅💶🧾']

export function Emoji({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation('replies')
  return (
    <Popover label={t('emoji')} trigger={<IconButton small icon={Smile} label={t('emoji')} placement="top" />}>
      {close => (
        <div className="grid grid-cols-8 gap-0.5">
          {common.map(emoji => (
            <button
              key={emoji}
              type="button"
              className="size-8 rounded-1 text-18 hover:bg-hover"
              onClick={() => {
                close()
                onPick(emoji)
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </Popover>
  )
}
