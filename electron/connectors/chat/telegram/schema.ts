import * as z from 'zod'

/** Fields that only add detail: a shape that a later version may bring costs the detail, not the message. */
const text = z.string().optional().catch(undefined)
/** Telegram writes large numbers as strings. */
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined)
const peer = z
  .union([z.string(), z.int().transform(id => `user${id}`)])
  .optional()
  .catch(undefined)

const Piece = z.union([z.string(), z.object({ text: z.string(), href: text })])
const Words = z.union([z.string(), z.array(Piece)])

/**
 * One element of `messages` in `result.json`, as far as it is used: https://core.telegram.org/import-export (Message) and, where that page
 * is silent, what Telegram Desktop writes (export_output_json.cpp).
 */
export const TelegramMessage = z.object({
  id: z.union([z.int(), z.string()]).transform(String),
  type: z.string(),
  /** Local time of the exporting computer, without offset. */
  date: text,
  /** Seconds, UTC; in exports since 2022. */
  date_unixtime: number,
  edited: text,
  edited_unixtime: number,
  from: text,
  from_id: peer,
  actor: text,
  actor_id: peer,
  action: text,
  title: text,
  members: z.array(z.string().nullable()).optional().catch(undefined),
  discard_reason: text,
  duration: number,
  duration_seconds: number,
  text: Words.optional().catch(undefined),
  text_entities: z.array(Piece).optional().catch(undefined),
  forwarded_from: text,
  photo: text,
  photo_file_size: number,
  file: text,
  file_name: text,
  file_size: number,
  media_type: text,
  mime_type: text,
  sticker_emoji: text,
  contact_information: z.object({ first_name: text, last_name: text, phone_number: text }).optional().catch(undefined),
  location_information: z.object({ latitude: z.number(), longitude: z.number() }).optional().catch(undefined),
  poll: z
    .object({ question: Words.optional(), answers: z.array(z.object({ text: Words.optional() })).optional() })
    .optional()
    .catch(undefined),
})
export type TelegramMessage = z.infer<typeof TelegramMessage>
export type Words = z.infer<typeof Words>

/** `personal_information` of a full account export. */
export const Account = z.object({ user_id: z.int(), first_name: text, last_name: text })
export type Account = z.infer<typeof Account>
